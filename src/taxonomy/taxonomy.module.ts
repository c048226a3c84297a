import { Module } from '@nestjs/common';
import { Lexicon } from './lexicon';
import { TaxonomyController } from './taxonomy.controller';

@Module({ controllers: [TaxonomyController], providers: [Lexicon], exports: [Lexicon] })
export class TaxonomyModule {}
