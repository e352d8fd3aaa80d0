/** The roster's door for browser code. */
export { rosterDeskPages, rosterPages } from './pages';
export { loadDelegations, rightsPages } from './rights/pages';
export { dossierPages } from './dossier/pages';
export { cohortPages } from './cohorts/pages';
export { doublePages } from './doubles/pages';
export { intakePages } from './intake/pages';
export { privacyPages } from './privacy/pages';
export { erasurePages } from './privacy/erasure-pages';
export { codePages } from './codes/pages';

/** Pieces that pages of other modules pick units and people with; such a module names `roster` in its `uses`. */
export { UnitPick, type UnitPickProps } from './pieces/unit-pick';
export { useUnitOptions, type UnitOption } from './pieces/use-unit-options';
export { FormDialog, type FormDialogProps } from './pieces/form-dialog';
export { WhoCanButton } from './pieces/who-can-button';
export { PersonPick, type PersonPickProps, type PickedPerson } from './pieces/person-pick';
