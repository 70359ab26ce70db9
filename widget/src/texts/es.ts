import { plural } from './plural.ts';
import type { TextPack } from './text-pack.ts';

const byMail = 'Escríbenos aquí y te respondemos por correo.';
const away = `El chat no está disponible en este momento. ${byMail}`;
const keptHere = 'Escribe de todos modos: el mensaje queda en este dispositivo hasta que se pueda enviar.';

export const pack: TextPack = {
  launcher: 'Chatea con nosotros',
  greeting: 'Escríbenos, te responde una persona.',
  placeholder: 'Tu mensaje',
  close: 'Cerrar',
  send: 'Enviar',
  log: 'Tus mensajes',
  states: {
    kept: 'Guardado en este dispositivo, aún sin enviar',
    unstored: 'Aún sin enviar. Deja esta página abierta',
    sending: 'Enviando…',
    received: 'Recibido',
    delivered: 'Entregado',
    failed: 'Recibido. Hay un retraso',
    refused: 'No enviado',
  },
  waiting: 'Tu mensaje queda en este dispositivo hasta que se pueda enviar.',
  reference: (reference) => `Tu referencia: ${reference}`,
  edit: 'Editar',
  goOnInChat: 'Seguir en el chat',
  reasons: {
    blocked: `El chat está bloqueado en este navegador. ${byMail}`,
    csp: away,
    offline: `No tienes conexión. ${keptHere}`,
    timeout: `El chat va lento en este momento. ${byMail}`,
    'chat-down': away,
    refused: away,
    'rate-limited': away,
    suspended: away,
    'closed-now': `Ahora estamos cerrados. ${byMail}`,
    'chat-off': byMail,
    'settings-missing': away,
    'server-down': `No podemos atenderte en este momento. ${keptHere}`,
  },
  opensAt: (when) => `Volvemos: ${when}.`,
  unread: (label, count) => `${label}, ${plural('es', count, { one: '# mensaje nuevo', other: '# mensajes nuevos' })}`,
  details: {
    title: '¿Dónde podemos responderte?',
    email: 'Correo electrónico',
    name: 'Nombre',
    save: 'Guardar',
    emailWrong: 'Escribe una dirección como nombre@ejemplo.es.',
    given: (email) => `Respondemos a ${email}.`,
    change: 'Cambiar',
  },
  form: {
    optional: (label) => `${label} (opcional)`,
    missing: 'Rellena este campo, por favor.',
    choose: 'Elige una opción',
    agree: 'Marca esta casilla y podremos recibir tu mensaje.',
    privacy: 'Cómo tratamos tus datos',
    before: 'Solo falta esto y enviamos tu mensaje.',
  },
  files: {
    add: 'Añadir archivos',
    list: 'Archivos adjuntos',
    remove: (name) => `Quitar ${name}`,
    tooMany: (most) => `Podemos recibir ${most} a la vez.`,
    tooLarge: (name, most) => `${name} es demasiado grande: el máximo es ${most}.`,
    wrongKind: (name) => `No podemos recibir ${name}. Fotos y PDF, sí.`,
    refused: 'No enviado. No podemos recibir este archivo',
  },
};
