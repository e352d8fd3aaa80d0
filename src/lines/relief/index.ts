/** The relief line's door for server code. */
export { reliefLine } from './line';
export { reliefContributor } from './person-contributor';
export { reliefEraser } from './person-eraser';
export { reliefFollower } from './person-follower';
export { joinCoverage } from './coverages';
export { lapseCovers } from './lapse';
export { schemes as coverageSchemesOf } from './schemes';
export { fundContributor, fundEraser, fundFollower } from './funds/person-records';
export { addAddition } from './contributions/additions';
export { readFundList, takeFundList } from './contributions/lists';
export { addGift } from './campaigns/gifts';
export { bankGifts, closeCampaign, openCampaign, passOnRemainder } from './campaigns/campaigns';
export { disinfectGoods, handOutGoods, takeGoods } from './goods/goods';
export { decidePayment, payPayment, preparePayment } from './payments/payments';
