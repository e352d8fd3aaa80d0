import { serve, type Route } from '#kernel';
import * as check from './check';
import * as claims from './claims';
import * as contract from './contract';
import * as own from './own';
import * as pay from './pay';

export const claimRoutes: readonly Route[] = [
  serve(contract.listOwnClaims, own.listOwnClaims),
  serve(contract.showOwnClaim, (ctx, { params }) => own.showOwnClaim(ctx, params.id)),
  serve(contract.addOwnClaimPhoto, own.addOwnClaimPhoto),
  serve(contract.sendOwnClaim, own.sendOwnClaim),
  serve(contract.correctOwnClaim, own.correctOwnClaim),
  serve(contract.takeBackOwnClaim, own.takeBackOwnClaim),
  serve(contract.getOwnClaimFile, claims.getOwnClaimFile),
  serve(contract.listClaims, claims.listClaims),
  serve(contract.exportClaims, claims.exportClaims),
  serve(contract.showClaim, (ctx, { params }) => claims.showClaim(ctx, params.id)),
  serve(contract.getClaimFile, claims.getClaimFile),
  serve(contract.listPayAccounts, claims.listPayAccounts),
  serve(contract.returnClaim, check.returnClaim),
  serve(contract.checkClaim, check.checkClaim),
  serve(contract.decideClaim, pay.decideClaim),
  serve(contract.payClaim, pay.payClaim),
];
