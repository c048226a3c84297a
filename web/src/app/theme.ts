import {
  createTheme,
  defaultVariantColorsResolver,
  type ConvertCSSVariablesInput,
  type MantineColorsTuple,
} from '@mantine/core';

/** The swallow's back, from its reflections to its shade. 6 is the control colour of the light theme, 3 of the dark. */
const night: MantineColorsTuple = [
  '#eef2fa',
  '#dbe3f4',
  '#c4d1ee',
  '#a9bdea',
  '#7d97d3',
  '#4a66a8',
  '#274280',
  '#203669',
  '#192a53',
  '#132247',
];

/** Mantine's neutral greys of the dark theme, turned to night blue. */
const dark: MantineColorsTuple = [
  '#eef1f8',
  '#cfd7e8',
  '#aab4ca',
  '#7583a6',
  '#3f5079',
  '#2c3a58',
  '#182238',
  '#10182b',
  '#0c1322',
  '#080d18',
];

export const theme = createTheme({
  colors: { night, dark },
  primaryColor: 'night',
  primaryShade: { light: 6, dark: 3 },
  autoContrast: true,
  luminanceThreshold: 0.3,
  white: '#ffffff',
  black: '#1a2238',
  fontFamily: 'var(--text-face)',
  fontFamilyMonospace: 'ui-monospace, monospace',
  headings: { fontFamily: 'var(--title-face)', fontWeight: '600' },
  fontSizes: { xs: '0.8125rem', sm: '0.9375rem', md: '1rem', lg: '1.125rem', xl: '1.375rem' },
  defaultRadius: '6px',
  focusRing: 'auto',
  cursorType: 'pointer',
  respectReducedMotion: true,
  variantColorResolver: (input) =>
    input.variant === 'action'
      ? {
          background: 'var(--action)',
          hover: 'var(--action-hover)',
          color: 'var(--action-text)',
          border: '1px solid transparent',
        }
      : defaultVariantColorsResolver(input),
  components: {
    Button: { defaultProps: { size: 'md' } },
    Input: { defaultProps: { size: 'md' } },
    InputWrapper: { defaultProps: { size: 'md' } },
    Drawer: { defaultProps: { lockScroll: false } },
    Modal: { defaultProps: { lockScroll: false } },
  },
});

const tokens = {
  '--mantine-color-body': 'var(--page)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-bright': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--muted)',
  '--mantine-color-placeholder': 'var(--muted)',
  '--mantine-color-anchor': 'var(--link)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--sunken)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-error': 'var(--danger)',
};

/**
 * Our tokens stand in for Mantine's own colours, so that both kinds of pieces change theme together. They are given for
 * each scheme, where Mantine's own are: a value for all would lose against those.
 */
export const cssVariables: ConvertCSSVariablesInput = {
  variables: { '--mantine-line-height': '1.5' },
  light: tokens,
  dark: tokens,
};
