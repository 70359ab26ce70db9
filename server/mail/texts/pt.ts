import type { MailTexts } from './mail-texts.ts';

export const pt: MailTexts = {
  about: '{shop}: a sua mensagem {reference}',
  aboutChat: '{shop}: a nossa conversa',
  received: '{shop} recebeu a sua mensagem. O número é {reference}.',
  receivedNext: 'Responderemos para este endereço.',
  notYou: 'Não nos escreveu? Então alguém se enganou no endereço e não precisa de fazer nada.',
  answered: '{shop} respondeu:',
  withFiles: 'Há um ficheiro com a resposta. Pode vê-lo no chat da nossa loja.',
  answerOrGoOn: 'Responda a este e-mail ou continue na nossa loja:',
  outage: '{shop}: há mensagens à espera do Chatwoot',
  outageSince: 'Desde {time} as mensagens dos clientes não podem ser entregues ao Chatwoot. Connosco estão seguras.',
  outageCount: 'À espera: {count}.',
  outageNext: 'Chegam sozinhas e por ordem assim que o Chatwoot voltar a responder.',
  outageOver: '{shop}: todas as mensagens estão no Chatwoot',
  outageOverNext: 'Tudo o que esperava quando lhe escrevemos às {time} está agora no Chatwoot.',
};
