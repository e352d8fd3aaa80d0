import { Button, Field, TextInput } from '#ui';
import type { PanelPart } from '../../panels/file';
import { faultOfText, stepped } from './marks';
import { usePanelTexts } from './texts';

interface Props {
  label: string;
  scale: PanelPart['scale'];
  value: string;
  isTried: boolean;
  onChange: (value: string) => void;
}

/** One mark: typed, or stepped with two large buttons. */
export function MarkField({ label, scale, value, isTried, onChange }: Props) {
  const t = usePanelTexts();
  const found = faultOfText(value, scale);
  const isShown = found !== null && (isTried || value.trim() !== '');
  const words = { from: scale.from, to: scale.to, most: scale.decimals };
  return (
    <Field
      label={<span lang="zh-CN">{label}</span>}
      hint={t('judge.scale', words)}
      fault={isShown ? t(`judge.faults.${found}`, words) : undefined}
    >
      <div className="pn-mark">
        <Button aria-label={t('judge.less', { what: label })} onClick={() => onChange(stepped(value, -1, scale))}>
          −
        </Button>
        <TextInput
          inputMode="decimal"
          className="pn-figure"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
        <Button aria-label={t('judge.more', { what: label })} onClick={() => onChange(stepped(value, 1, scale))}>
          +
        </Button>
      </div>
    </Field>
  );
}
