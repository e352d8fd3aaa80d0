import { serve, type Route } from '#kernel';
import * as contract from './contract';
import * as readers from './readers';
import * as opened from './opened';

export const dossierRoutes: readonly Route[] = [
  serve(contract.readSecrets, (ctx, { params }) => opened.readSecrets(ctx, params.id)),
  serve(contract.listReaders, (ctx, { params, query }) => readers.listReaders(ctx, params.id, query)),
  serve(contract.exportReaders, (ctx, { params }) => readers.exportReaders(ctx, params.id)),
  serve(contract.listOwnReaders, (ctx, { query }) => readers.listOwnReaders(ctx, query)),
  serve(contract.addPersonPhoto, (ctx, { params, query, body }) =>
    opened.addPersonPhoto(ctx, params.id, body, query.name),
  ),
  serve(contract.removePersonPhoto, (ctx, { params }) => opened.removePersonPhoto(ctx, params.id)),
  serve(contract.getPersonPhoto, (ctx, { params }) => opened.getPersonPhoto(ctx, params.id)),
];
