import type { Language } from '#kernel/contract';
import { Segmented, type Theme, type TypeSize, chooseTheme, chooseTypeSize, switchLanguage, useChoices } from '#ui';
import { useShellTexts } from '../shell-texts';

/** Language, type size and colours of this browser. */
export function Preferences() {
  const t = useShellTexts();
  const { language, typeSize, theme } = useChoices();
  const sizes: { value: TypeSize; label: string }[] = [
    { value: 'standard', label: t('top.standard') },
    { value: 'large', label: t('top.large') },
  ];
  const themes: { value: Theme; label: string }[] = [
    { value: 'system', label: t('account.system') },
    { value: 'light', label: t('account.light') },
    { value: 'dark', label: t('account.dark') },
  ];
  const languages: { value: Language; label: string }[] = [
    { value: 'zh-CN', label: '中文' },
    { value: 'en', label: 'English' },
  ];
  const line = (label: string, choice: React.ReactNode) => (
    <div className="row wrap g8">
      <span style={{ minWidth: '5em' }}>{label}</span>
      {choice}
    </div>
  );
  return (
    <div className="col g12">
      {line(
        t('account.language'),
        <Segmented
          label={t('account.language')}
          value={language}
          options={languages}
          onChange={(one) => void switchLanguage(one)}
        />,
      )}
      {line(
        t('account.typeSize'),
        <Segmented label={t('account.typeSize')} value={typeSize} options={sizes} onChange={chooseTypeSize} />,
      )}
      {line(
        t('account.theme'),
        <Segmented label={t('account.theme')} value={theme} options={themes} onChange={chooseTheme} />,
      )}
    </div>
  );
}
