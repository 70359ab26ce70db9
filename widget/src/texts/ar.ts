import { plural } from './plural.ts';
import type { TextPack } from './text-pack.ts';

const byMail = 'اكتب لنا هنا وسنرد عليك بالبريد الإلكتروني.';
const away = `المحادثة المباشرة غير متاحة الآن. ${byMail}`;
const keptHere = 'اكتب على أي حال: تبقى رسالتك على هذا الجهاز حتى يمكن إرسالها.';

export const pack: TextPack = {
  launcher: 'تحدث معنا',
  greeting: 'اكتب لنا وسيرد عليك شخص من فريقنا.',
  placeholder: 'رسالتك',
  close: 'إغلاق',
  send: 'إرسال',
  log: 'رسائلك',
  states: {
    kept: 'محفوظة على هذا الجهاز، لم تُرسل بعد',
    unstored: 'لم تُرسل بعد. أبقِ هذه الصفحة مفتوحة',
    sending: 'جارٍ الإرسال…',
    received: 'استلمناها',
    delivered: 'وصلت',
    failed: 'استلمناها. هناك بعض التأخير',
    refused: 'لم تُرسل',
  },
  waiting: 'تبقى رسالتك على هذا الجهاز حتى يمكن إرسالها.',
  reference: (reference) => `رقمك المرجعي: \u2068${reference}\u2069`,
  edit: 'تعديل',
  goOnInChat: 'المتابعة في المحادثة',
  reasons: {
    blocked: `المحادثة المباشرة محظورة في هذا المتصفح. ${byMail}`,
    csp: away,
    offline: `لا يوجد اتصال بالإنترنت. ${keptHere}`,
    timeout: `المحادثة المباشرة بطيئة الآن. ${byMail}`,
    'chat-down': away,
    refused: away,
    'rate-limited': away,
    suspended: away,
    'closed-now': `نحن خارج أوقات العمل الآن. ${byMail}`,
    'chat-off': byMail,
    'settings-missing': away,
    'server-down': `تعذر الوصول إلينا الآن. ${keptHere}`,
  },
  opensAt: (when) => `سنعود: ${when}.`,
  unread: (label, count) => {
    const forms = { one: 'رسالة جديدة واحدة', two: 'رسالتان جديدتان', few: '# رسائل جديدة', other: '# رسالة جديدة' };
    return `${label}، ${plural('ar', count, forms)}`;
  },
  details: {
    title: 'أين يمكننا الرد عليك؟',
    email: 'البريد الإلكتروني',
    name: 'الاسم',
    save: 'حفظ',
    emailWrong: 'أدخل عنوانًا مثل \u2068name@example.com\u2069.',
    given: (email) => `سنرد على \u2068${email}\u2069.`,
    change: 'تغيير',
  },
  form: {
    optional: (label) => `${label} (اختياري)`,
    missing: 'يرجى ملء هذه الخانة.',
    choose: 'يرجى الاختيار',
    agree: 'يرجى وضع علامة هنا لنتمكن من استلام رسالتك.',
    privacy: 'كيف نتعامل مع بياناتك',
    before: 'بقي هذا فقط ثم تُرسل رسالتك.',
  },
  files: {
    add: 'إضافة ملفات',
    list: 'الملفات المرفقة',
    remove: (name) => `إزالة \u2068${name}\u2069`,
    tooMany: (most) => `يمكننا استلام \u2068${most}\u2069 في المرة الواحدة.`,
    tooLarge: (name, most) => `الملف \u2068${name}\u2069 كبير جدًا: الحد الأقصى \u2068${most}\u2069.`,
    wrongKind: (name) => `لا يمكننا استلام \u2068${name}\u2069. الصور وملفات PDF مقبولة.`,
    refused: 'لم يُرسل. لا يمكننا استلام هذا الملف',
  },
};
