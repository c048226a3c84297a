import { join } from 'node:path';
import {
  convertCssVariables,
  defaultCssVariablesResolver,
  DEFAULT_THEME,
  mergeMantineTheme,
  type ConvertCSSVariablesInput,
} from '@mantine/core';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { cssVariables, theme } from './src/app/theme';

const VARIABLES = 'virtual:mantine-variables.css';

/** Mantine's stock colours that nothing here uses; red and gray stay for errors and neutrals. */
const UNUSED = /^--mantine-color-(pink|grape|violet|indigo|blue|cyan|teal|green|lime|yellow|orange)-/;

/**
 * Mantine writes the theme's variables into a <style> at run time; written at build time instead, the page needs no
 * inline style and the content security policy can refuse them.
 */
function mantineVariables(): Plugin {
  const css = () => {
    const mantine = defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme));
    const used = (part: keyof ConvertCSSVariablesInput) =>
      Object.fromEntries(
        Object.entries({ ...mantine[part], ...cssVariables[part] }).filter(([name]) => !UNUSED.test(name)),
      );
    return convertCssVariables({ variables: used('variables'), light: used('light'), dark: used('dark') }, ':root');
  };
  return {
    name: 'mantine-variables',
    resolveId: (id) => (id === VARIABLES ? `\0${VARIABLES}` : undefined),
    load: (id) => (id === `\0${VARIABLES}` ? css() : undefined),
  };
}

/** The two Latin faces are asked for by the page itself, not discovered after the style sheet. */
function preloadFonts(): Plugin {
  return {
    name: 'preload-fonts',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle }) =>
        Object.keys(bundle ?? {})
          .filter((file) => /-latin-wght-normal[^/]*\.woff2$/.test(file))
          .map((file) => ({
            tag: 'link',
            attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: true, href: `/app/${file}` },
            injectTo: 'head' as const,
          })),
    },
  };
}

export default defineConfig({
  root: __dirname,
  base: '/app/',
  plugins: [react(), mantineVariables(), preloadFonts()],
  resolve: { alias: [{ find: /^#libs\//, replacement: `${join(__dirname, '../libs')}/` }] },
  build: {
    outDir: join(__dirname, 'dist'),
    emptyOutDir: true,
    manifest: true,
    sourcemap: false,
    target: 'es2023',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
  server: {
    port: 5173,
    proxy: { '/api': 'http://localhost:3000' },
  },
});
