/** The door of this folder: what is wrong with chat on a page of a shop, and what to do about it. */

export { examineShopPage, type ShopPageReport } from './examine-shop-page.ts';
