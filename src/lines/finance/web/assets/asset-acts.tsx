import { FormDialog, PersonPick, UnitPick } from '#engines/roster/web';
import { Button, ConfirmDialog, Field, Segmented, TextInput, showToast, useAct, useUiTexts } from '#ui';
import { useState } from 'react';
import { type AssetWhole, checkAssets, listAssets, moveAsset, saveAsset, showAsset } from '../../assets/contract';
import { decideScrapping, proposeScrapping, takeScrappingBack } from '../../assets/contract-runs';
import { useAssetTerms, useAssetTexts } from './texts';

const changes = [showAsset, listAssets, checkAssets];

function MoveDialog({ asset, onClose }: { asset: AssetWhole; onClose: () => void }) {
  const t = useAssetTexts();
  const terms = useAssetTerms();
  const ui = useUiTexts();
  const [unitId, setUnitId] = useState(asset.unit.id);
  const [keeper, setKeeper] = useState<{ id: string; name: string | null } | null>(asset.keeper);
  const [state, setState] = useState<'in_use' | 'lent'>(asset.state === 'lent' ? 'lent' : 'in_use');
  const [note, setNote] = useState('');
  const [isTried, setTried] = useState(false);
  const { act, error, isUnderWay } = useAct(moveAsset, {
    changes,
    onDone: () => (showToast(t('move.done')), onClose()),
  });
  const submit = (): boolean => {
    setTried(true);
    if (keeper === null || unitId === '') return false;
    const body = { version: asset.version, unitId, keeperId: keeper.id, state, note: note.trim() };
    void act({ params: { id: asset.id }, body });
    return true;
  };
  const missing = (isMissing: boolean) => (isTried && isMissing ? ui('field.missing') : undefined);
  return (
    <FormDialog
      {...{ title: t('move.title'), submit: t('move.act'), effect: t('move.effect'), error }}
      {...{ isBusy: isUnderWay, onSubmit: submit, onClose }}
    >
      <Field label={t('form.unit')} fault={missing(unitId === '')}>
        <UnitPick value={unitId} onChange={setUnitId} />
      </Field>
      <Field label={t('form.keeper')} fault={missing(keeper === null)}>
        <PersonPick
          label={t('form.keeper')}
          name={keeper?.name ?? ''}
          onPick={setKeeper}
          onClear={() => setKeeper(null)}
        />
      </Field>
      <Segmented
        label={t('move.state')}
        value={state}
        options={(['in_use', 'lent'] as const).map((one) => ({ value: one, label: terms(`states.${one}`) }))}
        onChange={setState}
      />
      <Field label={t('move.note')} isOptional>
        <TextInput
          maxLength={200}
          placeholder={t('move.noteExample')}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </Field>
    </FormDialog>
  );
}

function NameDialog({ asset, onClose }: { asset: AssetWhole; onClose: () => void }) {
  const t = useAssetTexts();
  const ui = useUiTexts();
  const { id, version } = asset;
  const [values, setValues] = useState({
    ...{ name: asset.name, specification: asset.specification, formerNumber: asset.formerNumber },
  });
  const { act, error, isUnderWay } = useAct(saveAsset, {
    changes,
    onDone: () => (showToast(t('form.saved')), onClose()),
  });
  const isNameless = values.name.trim() === '';
  const submit = (): boolean => {
    if (!isNameless) void act({ params: { id }, body: { version, ...values } });
    return !isNameless;
  };
  const field = (key: keyof typeof values, maxLength: number) => (
    <Field
      label={t(`form.${key}`)}
      isOptional={key !== 'name'}
      fault={key === 'name' && isNameless ? ui('field.missing') : undefined}
    >
      <TextInput
        maxLength={maxLength}
        value={values[key]}
        onChange={(event) => setValues((before) => ({ ...before, [key]: event.target.value }))}
      />
    </Field>
  );
  return (
    <FormDialog
      {...{ title: t('form.change'), submit: t('form.save'), error, isBusy: isUnderWay, onSubmit: submit, onClose }}
    >
      {field('name', 60)}
      {field('specification', 80)}
      {field('formerNumber', 40)}
    </FormDialog>
  );
}

function ScrapDialog({ asset, onClose }: { asset: AssetWhole; onClose: () => void }) {
  const t = useAssetTexts();
  const { id, version } = asset;
  const { act, error, isUnderWay } = useAct(proposeScrapping, {
    changes,
    onDone: () => (showToast(t('scrap.done')), onClose()),
  });
  return (
    <ConfirmDialog
      {...{ title: t('scrap.act'), confirm: t('scrap.act'), asksReason: true, isBusy: isUnderWay, error, onClose }}
      onConfirm={(reason) => void act({ params: { id }, body: { version, reason } })}
    >
      <p>{t('scrap.what')}</p>
    </ConfirmDialog>
  );
}

const dialogs = { move: MoveDialog, save: NameDialog, scrap: ScrapDialog } as const;

/** What may be done with a card, as the server says. */
export function AssetActs({ asset }: { asset: AssetWhole }) {
  const t = useAssetTexts();
  const [open, setOpen] = useState<keyof typeof dialogs | null>(null);
  const Dialog = open === null ? null : dialogs[open];
  return (
    <>
      {asset.abilities.scrap ? <Button onClick={() => setOpen('scrap')}>{t('scrap.act')}</Button> : null}
      {asset.abilities.save ? <Button onClick={() => setOpen('save')}>{t('form.change')}</Button> : null}
      {asset.abilities.move ? (
        <Button kind="main" onClick={() => setOpen('move')}>
          {t('move.act')}
        </Button>
      ) : null}
      {Dialog ? <Dialog asset={asset} onClose={() => setOpen(null)} /> : null}
    </>
  );
}

type Scrapping = AssetWhole['scrappings'][number];
type Step = 'grant' | 'refuse' | 'takeBack';
const done = { grant: 'granted', refuse: 'refused', takeBack: 'takenBack' } as const;
const whats = { grant: 'grantWhat', refuse: 'refuseWhat', takeBack: 'takeBackWhat' } as const;

/** Granting or refusing a proposal, and taking back what was granted. */
export function ScrappingActs({ scrapping }: { scrapping: Scrapping }) {
  const t = useAssetTexts();
  const [step, setStep] = useState<Step | null>(null);
  const { id, abilities } = scrapping;
  const options = { changes, onDone: () => (showToast(t(`scrap.${done[step!]}`)), setStep(null)) };
  const decide = useAct(decideScrapping, options);
  const back = useAct(takeScrappingBack, options);
  const inUse = step === 'takeBack' ? back : decide;
  const confirm = (words: string): void => {
    if (step === 'takeBack') void back.act({ params: { id }, body: { reason: words } });
    else void decide.act({ params: { id }, body: { isGranted: step === 'grant', words } });
  };
  return (
    <span className="row g8">
      {abilities.decide ? (
        <>
          <Button size="sm" onClick={() => setStep('refuse')}>
            {t('scrap.refuse')}
          </Button>
          <Button size="sm" kind="main" onClick={() => setStep('grant')}>
            {t('scrap.grant')}
          </Button>
        </>
      ) : null}
      {abilities.takeBack ? (
        <Button size="sm" onClick={() => setStep('takeBack')}>
          {t('scrap.takeBack')}
        </Button>
      ) : null}
      {step ? (
        <ConfirmDialog
          {...{ title: t(`scrap.${step}`), confirm: t(`scrap.${step}`), asksReason: step !== 'grant' }}
          {...{ isBusy: inUse.isUnderWay, error: inUse.error, onClose: () => setStep(null), onConfirm: confirm }}
        >
          <p>{t(`scrap.${whats[step]}`)}</p>
        </ConfirmDialog>
      ) : null}
    </span>
  );
}
