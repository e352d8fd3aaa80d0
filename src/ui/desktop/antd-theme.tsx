import { ConfigProvider, type ThemeConfig, theme } from 'antd';
import english from 'antd/locale/en_US';
import chinese from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import type { ReactNode } from 'react';
import { useChoices } from '../choices';

/** Reads a colour from `tokens.css`, so that antd's own arithmetic starts from the same values. */
function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function themeFor(isDark: boolean, isLarge: boolean): ThemeConfig {
  const sea = token(isDark ? '--sea-fill' : '--sea');
  return {
    cssVar: { key: 'gh' },
    algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      fontFamily: token('--font'),
      fontSize: isLarge ? 17 : 14,
      lineHeight: 1.6,
      borderRadius: 6,
      borderRadiusLG: 8,
      borderRadiusSM: 4,
      controlHeight: isLarge ? 40 : 32,
      fontWeightStrong: 600,
      motionDurationMid: '0.15s',
      colorPrimary: sea,
      colorInfo: sea,
      colorLink: token('--sea'),
      colorSuccess: token('--kept'),
      colorWarning: token('--late-fill'),
      colorError: token('--refuse'),
      colorBgLayout: token('--ground'),
      colorBgContainer: token('--surface'),
      colorBgElevated: token('--raised'),
      colorText: token('--ink'),
      colorTextSecondary: token('--ink-2'),
      colorTextTertiary: token('--ink-3'),
      colorTextPlaceholder: token('--ink-3'),
      colorBorder: token('--line-2'),
      colorBorderSecondary: token('--line'),
      colorFillAlter: token('--surface-2'),
    },
    components: {
      Button: { colorPrimary: token('--red'), colorPrimaryHover: token('--red-hover'), primaryShadow: 'none' },
    },
  };
}

/**
 * What a page that uses an antd piece wraps around it, by its own lazy import: the theme of the tokens, the language,
 * and the nonce without which the strict content policy refuses antd's styles.
 */
export default function AntdTheme({ children }: { children: ReactNode }) {
  const { language, isDark, typeSize } = useChoices();
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;
  dayjs.locale(language === 'en' ? 'en' : 'zh-cn');
  return (
    <ConfigProvider
      theme={themeFor(isDark, typeSize === 'large')}
      locale={language === 'en' ? english : chinese}
      button={{ autoInsertSpace: false }}
      {...(nonce ? { csp: { nonce } } : {})}
    >
      {children}
    </ConfigProvider>
  );
}
