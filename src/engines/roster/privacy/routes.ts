import { serve, type Route } from '#kernel';
import type { RoleTable } from '../roles';
import * as consents from './consents';
import * as contract from './contract';
import * as corrections from './corrections';
import * as data from './data';
import type { PersonContributor } from './person-contributor';

export function privacyRoutes(roles: RoleTable, contributors: readonly PersonContributor[]): Route[] {
  return [
    serve(contract.listConsentTexts, (ctx) => consents.listConsentTexts(ctx)),
    serve(contract.writeConsentText, (ctx, { body }) => consents.writeConsentText(ctx, body)),
    serve(contract.listConsents, (ctx, { params }) => consents.listConsents(ctx, params.id)),
    serve(contract.recordPaperConsent, (ctx, { params, body }) => consents.recordPaperConsent(ctx, params.id, body)),
    serve(contract.setOwnConsent, (ctx, { body }) => consents.setOwnConsent(ctx, body)),
    serve(contract.showOwnPrivacy, (ctx) => data.showOwnPrivacy(ctx)),
    serve(contract.askCorrection, (ctx, { body }) => corrections.askCorrection(ctx, roles, body)),
    serve(contract.listCorrections, (ctx, { query }) => corrections.listCorrections(ctx, query)),
    serve(contract.exportCorrections, (ctx, { query }) => corrections.exportCorrections(ctx, query)),
    serve(contract.acceptCorrection, (ctx, { params }) => corrections.acceptCorrection(ctx, params.id)),
    serve(contract.refuseCorrection, (ctx, { params, body }) =>
      corrections.refuseCorrection(ctx, params.id, body.reason),
    ),
    serve(contract.getOwnData, (ctx) => data.getOwnData(ctx, contributors)),
    serve(contract.exportOwnData, (ctx) => data.exportOwnData(ctx, contributors)),
    serve(contract.getPersonData, (ctx, { params }) => data.getPersonData(ctx, contributors, params.id)),
    serve(contract.exportPersonData, (ctx, { params }) => data.exportPersonData(ctx, contributors, params.id)),
  ];
}
