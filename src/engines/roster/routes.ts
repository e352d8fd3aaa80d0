import { serve, type Route } from '#kernel';
import { cohortRoutes } from './cohorts/routes';
import { codeRoutes } from './codes/routes';
import * as contract from './contract';
import { doubleRoutes } from './doubles/routes';
import * as exports from './exports';
import { erasureRoutes } from './erasure/routes';
import { intakeRoutes } from './intake/routes';
import * as people from './people';
import * as posts from './posts';
import { maySomewhereGive } from './policy';
import { rightsRoutes } from './rights/routes';
import { dossierRoutes } from './dossier/routes';
import { reorganisationRoutes } from './reorganisation/routes';
import { showRecord } from './record/record';
import { privacyRoutes } from './privacy/routes';
import type { RoleTable } from './roles';
import { kindRows } from './store/units';
import { postRows } from './store/posts';
import * as skills from './skills/skills';
import * as units from './units';
import * as users from './users';
import type { RosterUses } from './uses';

export function rosterRoutes(roles: RoleTable, { followers, contributors, erasers, firstRole }: RosterUses): Route[] {
  return [
    serve(contract.getCatalogue, async (ctx) => ({
      unitKinds: await kindRows(ctx),
      posts: await postRows(ctx),
      roles: Object.keys(roles),
      grantableRoles: Object.keys(roles).filter((role) => maySomewhereGive(ctx, roles, role)),
    })),
    serve(contract.listUnits, (ctx, { query }) => units.listUnits(ctx, query)),
    serve(contract.showUnit, (ctx, { params }) => units.showUnit(ctx, params.id)),
    serve(contract.createUnit, (ctx, { body }) => units.createUnit(ctx, body)),
    serve(contract.renameUnit, (ctx, { params, body }) => units.renameUnit(ctx, params.id, body)),
    serve(contract.moveUnit, (ctx, { params, body }) => units.moveUnit(ctx, params.id, body)),
    serve(contract.closeUnit, (ctx, { params, body }) => units.closeUnit(ctx, params.id, body)),
    serve(contract.listPeople, (ctx, { query }) => people.listPeople(ctx, query)),
    serve(contract.showPerson, (ctx, { params }) => people.showPerson(ctx, params.id)),
    serve(contract.createPerson, (ctx, { body }) => people.createPerson(ctx, body)),
    serve(contract.updatePerson, (ctx, { params, body }) => people.updatePerson(ctx, params.id, body)),
    serve(contract.movePerson, (ctx, { params, body }) => people.movePerson(ctx, params.id, body)),
    serve(contract.recordLeaving, (ctx, { params, body }) => people.recordLeaving(ctx, params.id, body.lastDay)),
    serve(contract.listHoldings, (ctx, { query }) => posts.listHoldings(ctx, query)),
    serve(contract.appoint, (ctx, { body }) => posts.appoint(ctx, body)),
    serve(contract.endPost, (ctx, { params, body }) => posts.endPost(ctx, params.id, body.lastDay)),
    serve(contract.listUsers, (ctx, { query }) => users.listUsers(ctx, roles, query)),
    serve(contract.createUser, (ctx, { body }) => users.createUser(ctx, roles, body)),
    serve(contract.resetUserPassword, (ctx, { params, body }) =>
      users.resetUserPassword(ctx, roles, params.id, body.password),
    ),
    serve(contract.resetSecondFactor, (ctx, { params, request }) =>
      users.resetSecondFactor(ctx, roles, params.id, request),
    ),
    serve(contract.closeUser, (ctx, { params }) => users.closeUser(ctx, roles, params.id)),
    serve(contract.openUser, (ctx, { params }) => users.openUser(ctx, roles, params.id)),
    serve(contract.grantRole, (ctx, { params, body }) => users.grantRole(ctx, roles, params.id, body)),
    serve(contract.exportPeople, (ctx, { query }) => exports.exportPeople(ctx, query)),
    serve(contract.exportUnits, (ctx, { query }) => exports.exportUnits(ctx, query)),
    serve(contract.exportUsers, (ctx, { query }) => exports.exportUsers(ctx, roles, query)),
    serve(contract.endGrant, (ctx, { params, body }) => users.endGrant(ctx, roles, params.id, body.lastDay)),
    serve(contract.showRecord, (ctx, { params }) => showRecord(ctx, params.id)),
    serve(contract.listSkills, (ctx, { params }) => skills.listSkills(ctx, params.id)),
    serve(contract.recordSkill, (ctx, { params, body }) => skills.recordSkill(ctx, params.id, body)),
    serve(contract.voidSkill, (ctx, { params, body }) => skills.voidSkill(ctx, params.id, body.reason)),
    ...rightsRoutes(roles),
    ...dossierRoutes,
    ...reorganisationRoutes(roles),
    ...cohortRoutes,
    ...doubleRoutes(followers),
    ...intakeRoutes,
    ...privacyRoutes(roles, contributors),
    ...erasureRoutes(erasers),
    ...codeRoutes({ roles, firstRole }),
  ];
}
