const LA_POSTE = '356000000';

/**
 * True for a well-formed SIRET: fourteen digits whose Luhn sum is a multiple of ten. La Poste’s establishments
 * (SIREN 356 000 000) answer to a plain sum of digits, a multiple of five, instead.
 */
export function isSiret(siret: string): boolean {
  if (!/^\d{14}$/.test(siret)) return false;
  const digits = [...siret].map(Number);
  if (siret.startsWith(LA_POSTE)) {
    const plain = digits.reduce((sum, digit) => sum + digit, 0);
    if (plain % 5 === 0) return true;
  }
  const sum = digits.reduce((total, digit, index) => {
    const doubled = index % 2 === 0 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}
