/** Recorded `identifier_hash`es, and one of ours for a call that was left out: what each was made of. */
export const identityHashes: Record<string, { inbox: number; identifier: string }> = {
  ba6ab5f11a7e37fa1130b6f2aba08f9ab05f5c1d8151196ac511d625f23a5ac1: { inbox: 42, identifier: 'cust_mwpp47cg' },
  '497533518e487f896cc121d7b2e8c23f080500d16744333d8463dd0a975f47ce': { inbox: 43, identifier: 'cust_mwpp47cg' },
  '2f298b2a1f2c8ce2711cd5afe5d5b1b83443879dc144cfe213293275b2908215': { inbox: 42, identifier: '2530966' },
  a5c275ad1eb15922e1649e8b4e68e3a3370c888bde612fcca6639281775c5ae8: { inbox: 52, identifier: 'seal_mwpp47cg' },
  'right hash of ver_mwpp47cg': { inbox: 44, identifier: 'ver_mwpp47cg' },
};
