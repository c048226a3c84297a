import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
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

/** The files the page names itself (theme script, icon, manifest), hashed like the rest so that all are immutable. */
function hashedPublicFiles(): Plugin {
  const read = (name: string) => readFileSync(join(__dirname, 'public', name), 'utf8');
  const hashed = (name: string, source: string) => {
    const extension = extname(name);
    const hash = createHash('sha256').update(source).digest('base64url').slice(0, 8);
    return { fileName: `assets/${basename(name, extension)}-${hash}${extension}`, source };
  };
  const icon = hashed('icon.svg', read('icon.svg'));
  const files = new Map([
    ['icon.svg', icon],
    ['theme.js', hashed('theme.js', read('theme.js'))],
    [
      'manifest.webmanifest',
      hashed('manifest.webmanifest', read('manifest.webmanifest').replace('icon.svg', icon.fileName)),
    ],
  ]);
  return {
    name: 'hashed-public-files',
    apply: 'build',
    generateBundle() {
      for (const { fileName, source } of files.values()) this.emitFile({ type: 'asset', fileName, source });
    },
    transformIndexHtml: {
      order: 'post',
      handler: (html) =>
        [...files].reduce((page, [name, { fileName }]) => page.replace(`/app/${name}`, `/app/${fileName}`), html),
    },
  };
}

export default defineConfig({
  root: __dirname,
  base: '/app/',
  plugins: [react(), mantineVariables(), preloadFonts(), hashedPublicFiles()],
  resolve: { alias: [{ find: /^#libs\//, replacement: `${join(__dirname, '../libs')}/` }] },
  build: {
    outDir: join(__dirname, 'dist'),
    emptyOutDir: true,
    manifest: true,
    copyPublicDir: false,
    sourcemap: false,
    target: 'es2023',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        // Few files: what every screen needs, what forms with suggestions need, what several screens share.
        codeSplitting: {
          groups: [
            { name: 'kit', test: /node_modules/, tags: ['$initial'], priority: 4 },
            { name: 'forms', test: /node_modules/, priority: 3 },
            { name: 'frame', test: /web\/src|libs\/ui/, tags: ['$initial'], priority: 4 },
            { name: 'shared', test: /web\/src|libs\/ui/, minShareCount: 3, priority: 1 },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    proxy: { '/api': 'http://localhost:3000' },
  },
});
