/** The mark: two pieces held by a dovetail. `label` names it when no word stands beside it. */
export function Mark({ size = 26, label }: { size?: number; label?: string }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 26 26"
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    >
      <path className="logo-asks" d="M1 3h11.2v5.6L16 13l-3.8 4.4V23H1z" />
      <path className="logo-brings" d="M25 3H14.2v4.9l4.4 5.1-4.4 5.1V23H25z" />
    </svg>
  );
}

/** The mark and the name, as a link when `href` is given. */
export function Logo({ href, size = 26 }: { href?: string; size?: number }) {
  const inside = (
    <>
      <Mark size={size} />
      <span>Aronde</span>
    </>
  );
  return href ? (
    <a className="logo" href={href}>
      {inside}
    </a>
  ) : (
    <span className="logo">{inside}</span>
  );
}
