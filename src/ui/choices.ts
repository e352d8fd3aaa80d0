import { type Language, chooseLanguage } from '#kernel/contract';
import { useSyncExternalStore } from 'react';
import './styles/tokens.css';
import './styles/ground.css';
import './styles/controls.css';

/** What a person chooses for the own browser; each choice is remembered and stands on the root element. */
export type TypeSize = 'standard' | 'large';
export type Theme = 'system' | 'light' | 'dark';
export interface Choices {
  readonly language: Language;
  readonly typeSize: TypeSize;
  readonly theme: Theme;
  /** What the theme comes to now: the system decides where nothing was chosen. */
  readonly isDark: boolean;
}

const listeners = new Set<() => void>();
const darkSystem = typeof matchMedia === 'function' ? matchMedia('(prefers-color-scheme: dark)') : undefined;
let current: Choices = { language: 'zh-CN', typeSize: 'standard', theme: 'system', isDark: false };

/** Storage may be forbidden or full; the choice then lasts as long as the page. */
export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`gonghui.${name}`, value);
  } catch {
    // Nothing to do: the page works without it.
  }
}

export function remembered(name: string): string | null {
  try {
    return localStorage.getItem(`gonghui.${name}`);
  } catch {
    return null;
  }
}

function apply(next: Omit<Choices, 'isDark'>): void {
  const isDark = next.theme === 'dark' || (next.theme === 'system' && (darkSystem?.matches ?? false));
  current = { ...next, isDark };
  const page = document.documentElement;
  page.lang = next.language;
  page.dataset.theme = isDark ? 'dark' : 'light';
  page.dataset.size = next.typeSize;
  const bar = document.querySelector('meta[name="theme-color"]');
  bar?.setAttribute('content', isDark ? '#15202A' : '#FFFFFF');
  for (const listener of listeners) listener();
}

function rememberedLook(): Pick<Choices, 'typeSize' | 'theme'> {
  const theme = remembered('theme');
  return {
    typeSize: remembered('size') === 'large' ? 'large' : 'standard',
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
  };
}

/** Reads what was chosen before; `public/first-paint.js` has already painted by the same rules. Another tab's choice holds here too. */
export function startChoices(): Choices {
  apply({ language: chooseLanguage(remembered('language') ?? navigator.language), ...rememberedLook() });
  darkSystem?.addEventListener('change', () => apply(current));
  addEventListener('storage', () => {
    const look = rememberedLook();
    if (look.theme !== current.theme || look.typeSize !== current.typeSize) apply({ ...current, ...look });
  });
  return current;
}

export function choices(): Choices {
  return current;
}

export function chooseTypeSize(typeSize: TypeSize): void {
  remember('size', typeSize);
  apply({ ...current, typeSize });
}

export function chooseTheme(theme: Theme): void {
  remember('theme', theme);
  apply({ ...current, theme });
}

/** Pages switch language by `switchLanguage` of `texts.ts`, which loads the words first. */
export function settleLanguage(language: Language): void {
  apply({ ...current, language });
}

export function subscribeChoices(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useChoices(): Choices {
  return useSyncExternalStore(subscribeChoices, choices);
}

export function useLanguage(): Language {
  return useChoices().language;
}
