/** Questions that answer with nothing to what is not there, instead of refusing. */
export const answersNothing = new Set([
  'membership.listPaperCards query.personId',
  'contest.listContests query.eventId',
  'roster.checkDoubles body.exceptId',
  ...['showAccount', 'listPostings'].map((name) => `ledger.${name} query.partyId`),
  'membership.approveApplications body.rows[].id',
  'ledger.listTransfers query.bookId',
  'ledger.exportTransfers query.bookId',
  ...['personId', 'campaignId'].map((field) => `relief.listPayments query.${field}`),
  'relief.listFundLists query.campaignId',
  // No entry of the books under audit bears it, and nothing is drawn.
  ...['partyId', 'commitmentId', 'budgetLineId'].flatMap((field) => [
    `finance.countAuditPopulation query.${field}`,
    `finance.drawAuditSample body.${field}`,
  ]),
  ...['drawId', 'bookId'].map((field) => `finance.listAuditPapers query.${field}`),
  'finance.listAuditFindings query.auditId',
]);
/** Refused before the id is looked at, because other parts of the input depend on each other; alike all the same. */
export const refusedBefore = new Set([
  // The round that is walked takes nominations, of persons: src/engines/honours/{nominations,rounds}.test.ts.
  ...['honours.endReview body.order[]', 'honours.nominate body.unitId'],
  // Its list is bytes, which this walk doesn't send; whoever began a sheet doesn't decide it: src/lines/finance/assets/*.test.ts.
  ...['finance.importAssets query.entryId', 'finance.decideAssetCount body.verdicts[].assetId'],
  // Whoever moved goods doesn't name their entry: src/lines/finance/goods/goods.test.ts.
  'finance.tieGoods body.entryId',
  'plan.citeSentence body.planId',
  // The contest is measured: src/engines/contest/panels/panels.test.ts names strange judges and entrants in a judged one.
  ...['setJudges body.judges[].personId', 'drawJudges body.pool[]', 'declareConflict body.entrantId'].map(
    (field) => `contest.${field}`,
  ),
  ...['giveScore', 'enterScore', 'setTime', 'revealScores', 'vote'].map((name) => `contest.${name} body.entrantId`),
  // The contest takes teams: src/engines/contest/contests/contests.test.ts enters persons.
  'contest.enterEntrants body.entrants[].personId',
  // The own one is issued already; `addAuditFinding`, which judges alike, is walked.
  ...['bookId', 'answererId', 'entryIds[]'].map((field) => `finance.saveAuditFinding body.${field}`),
  // The campaign whose rest it is is open: src/lines/relief/campaigns/campaigns.test.ts.
  ...['passOnRemainder', 'passOnGoods'].map((name) => `relief.${name} body.toCampaignId`),
  // An opening has two lines at least, and the walk makes one: src/engines/ledger/entries/journal.test.ts has a stranger.
  ...['personId', 'unitId'].map((field) => `ledger.postOpening body.lines[].${field}`),
  ...['endPosts[]', 'endGrants[]', 'names[].unitId', 'target.parentId'].map(
    (field) => `roster.mergeUnits body.${field}`,
  ),
  ...['endPosts[]', 'endGrants[]', 'names[].unitId', 'parts[].personIds[]', 'parts[].childIds[]'].map(
    (field) => `roster.splitUnit body.${field}`,
  ),
]);
