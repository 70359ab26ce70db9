import type { MailTexts } from './mail-texts.ts';

export const es: MailTexts = {
  about: '{shop}: tu mensaje {reference}',
  aboutChat: '{shop}: nuestra conversación',
  received: '{shop} ha recibido tu mensaje. Su número es {reference}.',
  receivedNext: 'Te responderemos a esta dirección.',
  notYou: '¿No nos has escrito? Alguien se equivocó de dirección y no tienes que hacer nada.',
  answered: '{shop} ha respondido:',
  withFiles: 'Incluye un archivo. Puedes verlo en el chat de nuestra tienda.',
  answerOrGoOn: 'Responde a este correo o sigue en nuestra tienda:',
  outage: '{shop}: hay mensajes esperando a Chatwoot',
  outageSince:
    'Desde {time} los mensajes de los clientes no se pueden entregar a Chatwoot. Con nosotros están a salvo.',
  outageCount: 'En espera: {count}.',
  outageNext: 'Llegarán solos y en orden en cuanto Chatwoot vuelva a estar disponible.',
  outageOver: '{shop}: todos los mensajes están en Chatwoot',
  outageOverNext: 'Todo lo que esperaba cuando te escribimos a las {time} ya está en Chatwoot.',
};
