import { Controller, Get, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { createElement, type ReactNode } from 'react';
import { ENV, type Env } from '#libs/config/env';
import type { Locale } from '#libs/errors/problem';
import { ByLink } from '../http/me';
import { Unsubscribing } from '../notifications/unsubscribing';
import { renderPage } from './layout';
import { MissingPage } from './pages';
import { UnsubscribePage } from './unsubscribe.page';
import { siteWords } from './words';

/**
 * Stopping the letters of a topic from the link they carry, without script and without signing in. Looking changes
 * nothing: mail programmes open links by themselves. Posting stops them, from the page or from the mail programme.
 */
@ApiExcludeController()
@Controller('desabonnement')
export class UnsubscribeController {
  constructor(
    private readonly unsubscribing: Unsubscribing,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Get(':token')
  @ByLink()
  async look(@Param('token') token: string, @Res() reply: FastifyReply): Promise<void> {
    const leaving = await this.unsubscribing.look(token);
    this.send(reply, token, leaving?.locale, leaving && createElement(UnsubscribePage, { ...leaving, done: false }));
  }

  @Post(':token')
  @ByLink()
  async stop(@Param('token') token: string, @Res() reply: FastifyReply): Promise<void> {
    const leaving = await this.unsubscribing.stop(token);
    this.send(reply, token, leaving?.locale, leaving && createElement(UnsubscribePage, { ...leaving, done: true }));
  }

  private send(reply: FastifyReply, token: string, locale: Locale = 'fr', page?: ReactNode): void {
    const path = `/desabonnement/${encodeURIComponent(token)}`;
    const w = siteWords[locale];
    const head = {
      locale,
      title: page ? w.unsubscribe.title : w.missing,
      description: page ? w.unsubscribe.title : w.missingText,
      paths: { fr: path, en: path },
      publicUrl: this.env.publicUrl,
      index: false,
    };
    void reply
      .status(page ? 200 : 404)
      .header('Content-Type', 'text/html; charset=utf-8')
      .header('Cache-Control', 'no-store')
      .header('Referrer-Policy', 'no-referrer')
      .send(renderPage(head, page ?? createElement(MissingPage, { locale })));
  }
}
