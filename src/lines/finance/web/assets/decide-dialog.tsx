import { FormDialog } from '#engines/roster/web';
import { Field, Select, TextInput, showToast, useAct, useUiTexts } from '#ui';
import { useState } from 'react';
import { checkAssets, listAssets, showAsset } from '../../assets/contract';
import { type CountWhole, decideAssetCount, listAssetCounts, showAssetCount } from '../../assets/contract-runs';
import { useLabel } from './pieces';
import { useAssetTexts } from './texts';

const verdicts = ['keep', 'scrap'] as const;
type Verdict = (typeof verdicts)[number];

/** What becomes of each missing thing, and who says so. */
export function DecideDialog({ count, onClose }: { count: CountWhole; onClose: () => void }) {
  const t = useAssetTexts();
  const ui = useUiTexts();
  const number = useLabel();
  const missing = count.lines.filter((line) => line.outcome === 'missing');
  const [chosen, setChosen] = useState<ReadonlyMap<string, Verdict>>(new Map());
  const [words, setWords] = useState('');
  const [isTried, setTried] = useState(false);
  const { act, error, isUnderWay } = useAct(decideAssetCount, {
    changes: [showAssetCount, listAssetCounts, listAssets, showAsset, checkAssets],
    onDone: () => (showToast(t('counting.decided')), onClose()),
  });
  const submit = (): boolean => {
    setTried(true);
    if (words.trim().length < 2 || missing.some((line) => !chosen.has(line.assetId))) return false;
    const all = missing.map(({ assetId }) => ({ assetId, verdict: chosen.get(assetId)! }));
    void act({ params: { id: count.id }, body: { version: count.version, verdicts: all, words: words.trim() } });
    return true;
  };
  return (
    <FormDialog
      {...{ title: t('counting.decide'), submit: t('counting.decide'), effect: t('counting.decideWhat'), error }}
      {...{ isBusy: isUnderWay, onSubmit: submit, onClose }}
    >
      {missing.map((line) => (
        <Field
          key={line.assetId}
          label={`${number(line.number)} ${line.name}`}
          fault={isTried && !chosen.has(line.assetId) ? ui('field.missing') : undefined}
        >
          <Select
            blank=""
            options={verdicts.map((one) => ({ value: one, label: t(`counting.verdicts.${one}`) }))}
            value={chosen.get(line.assetId) ?? ''}
            onChange={(event) => setChosen(new Map(chosen).set(line.assetId, event.target.value as Verdict))}
          />
        </Field>
      ))}
      <Field label={t('counting.words')} fault={isTried && words.trim().length < 2 ? ui('field.missing') : undefined}>
        <TextInput
          maxLength={300}
          placeholder={t('counting.wordsExample')}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </Field>
    </FormDialog>
  );
}
