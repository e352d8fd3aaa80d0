import { listContests, listRankings, previewRanking, showContest } from '../../contests/contract';
import { listDraws, listEntrants } from '../../contests/contract-entrants';

/** What every act on a contest may change on its page. */
export const changes = [showContest, listContests, listEntrants, listRankings, previewRanking, listDraws];
