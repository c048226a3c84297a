/** The accounts of the demo town: printed by `npm start`, present in demo data only. */
export const demoAccounts = [
  { kind: 'Freelance', email: 'freelance@demo.example', password: 'hirondelle de demo' },
  { kind: 'Employeur', email: 'employeur@demo.example', password: 'hirondelle de demo' },
  { kind: 'Conseillère', email: 'conseil@demo.example', password: 'hirondelle de demo' },
  { kind: 'Responsable d’agence', email: 'agence@demo.example', password: 'hirondelle de demo' },
  { kind: 'Administration', email: 'admin@demo.example', password: 'hirondelle de demo' },
];
