import { plural } from './plural.ts';
import type { TextPack } from './text-pack.ts';

const byMail = 'Escreva aqui e respondemos por e‑mail.';
const away = `O chat não está disponível neste momento. ${byMail}`;
const keptHere = 'Escreva mesmo assim: a mensagem fica neste dispositivo até poder ser enviada.';

export const pack: TextPack = {
  launcher: 'Ajuda por chat',
  greeting: 'Escreva, uma pessoa responde.',
  placeholder: 'A sua mensagem',
  close: 'Fechar',
  send: 'Enviar',
  log: 'As suas mensagens',
  states: {
    kept: 'Guardada neste dispositivo, ainda não enviada',
    unstored: 'Ainda não enviada. Deixe esta página aberta',
    sending: 'Envio em curso…',
    received: 'Recebida',
    delivered: 'Entregue',
    failed: 'Recebida. Há um atraso',
    refused: 'Não enviada',
  },
  waiting: 'A sua mensagem fica neste dispositivo até poder ser enviada.',
  reference: (reference) => `A sua referência: ${reference}`,
  edit: 'Editar',
  goOnInChat: 'Continuar no chat',
  reasons: {
    blocked: `O chat está bloqueado neste navegador. ${byMail}`,
    csp: away,
    offline: `Sem internet neste momento. ${keptHere}`,
    timeout: `O chat está lento neste momento. ${byMail}`,
    'chat-down': away,
    refused: away,
    'rate-limited': away,
    suspended: away,
    'closed-now': `Agora estamos fechados. ${byMail}`,
    'chat-off': byMail,
    'settings-missing': away,
    'server-down': `Não conseguimos atender neste momento. ${keptHere}`,
  },
  opensAt: (when) => `Voltamos: ${when}.`,
  unread: (label, count) => `${label}, ${plural('pt', count, { one: '# mensagem nova', other: '# mensagens novas' })}`,
  details: {
    title: 'Para onde podemos responder?',
    email: 'E-mail',
    name: 'Nome',
    save: 'Guardar',
    emailWrong: 'Escreva um endereço como nome@exemplo.pt.',
    given: (email) => `Respondemos para ${email}.`,
    change: 'Alterar',
  },
  form: {
    optional: (label) => `${label} (opcional)`,
    missing: 'Preencha este campo, por favor.',
    choose: 'Escolha',
    agree: 'Assinale esta caixa e poderemos receber a sua mensagem.',
    privacy: 'Como tratamos os seus dados',
    before: 'Falta só isto e a mensagem segue.',
  },
  files: {
    add: 'Juntar ficheiros',
    list: 'Ficheiros que seguem',
    remove: (name) => `Retirar ${name}`,
    tooMany: (most) => `Podemos receber ${most} de cada vez.`,
    tooLarge: (name, most) => `${name} é demasiado grande: até ${most}, sem problema.`,
    wrongKind: (name) => `Não podemos receber ${name}. Fotografias e PDF, sim.`,
    refused: 'Não enviado. Não podemos receber este ficheiro',
  },
};
