import type { MailTexts } from './mail-texts.ts';

export const ar: MailTexts = {
  about: '{shop}: رسالتك {reference}',
  aboutChat: '{shop}: محادثتنا',
  received: 'وصلت رسالتك إلى {shop}. رقمها {reference}.',
  receivedNext: 'سنرد عليك على هذا العنوان.',
  notYou: 'لم تكتب إلينا؟ إذن أخطأ شخص ما في كتابة عنوانه، ولا يلزمك فعل شيء.',
  answered: 'رد {shop}:',
  withFiles: 'يوجد ملف مع الرد. يمكنك رؤيته في محادثة متجرنا.',
  answerOrGoOn: 'أجب على هذه الرسالة، أو تابع في متجرنا:',
  outage: '{shop}: رسائل تنتظر Chatwoot',
  outageSince: 'منذ {time} لا يمكن تسليم رسائل العملاء إلى Chatwoot. وهي محفوظة لدينا.',
  outageCount: 'في الانتظار: {count}.',
  outageNext: 'ستصل وحدها وبالترتيب فور عودة الاتصال بـ Chatwoot.',
  outageOver: '{shop}: وصلت جميع الرسائل إلى Chatwoot',
  outageOverNext: 'كل ما كان ينتظر عندما كتبنا إليك في {time} موجود الآن في Chatwoot.',
};
