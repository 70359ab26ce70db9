import { boot } from './boot.ts';

// The script element is named here and nowhere later, for in a callback it is null.
boot(__SETTINGS__, document.currentScript as HTMLScriptElement);
