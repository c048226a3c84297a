import { useEffect, useState } from 'react';

/**
 * The token of the link that opened this page, from the part of the address that never leaves the browser. It is taken
 * out of the address bar, so that it is not shared or bookmarked by mistake.
 */
export function useLinkToken(): string | null {
  const [token] = useState(() => decodeURIComponent(location.hash.slice(1)) || null);
  useEffect(() => {
    if (token) history.replaceState(history.state, '', location.pathname + location.search);
  }, [token]);
  return token;
}
