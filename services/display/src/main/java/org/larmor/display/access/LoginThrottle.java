package org.larmor.display.access;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down who guesses: after {@value #FREE} wrong logins an address waits, a second first, then twice as long each time, up to
 * five minutes. Remembers a bounded number of addresses, those that tried last. Not thread-safe.
 */
public final class LoginThrottle {
    static final int FREE = 5;
    private static final int ADDRESSES = 4096;
    private static final long FIRST_MILLIS = 1000;
    private static final long LONGEST_MILLIS = 300_000;
    private static final int MOST_DOUBLINGS = 20;

    private final Map<String, Guesses> addresses = new LinkedHashMap<>(16, .75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Guesses> eldest) {
            return size() > ADDRESSES;
        }
    };

    private record Guesses(int wrong, long until) {}

    /** How long an address must wait before its next login is looked at, milliseconds; 0 for not at all. */
    public long waitMillis(String address, long now) {
        Guesses guesses = addresses.get(address);
        return guesses == null ? 0 : Math.max(0, guesses.until - now);
    }

    public void wrong(String address, long now) {
        Guesses before = addresses.get(address);
        boolean counts = before != null && now - before.until <= LONGEST_MILLIS;
        int wrong = counts && before != null ? before.wrong + 1 : 1;
        int doublings = Math.min(wrong - FREE, MOST_DOUBLINGS);
        long wait = doublings < 0 ? 0 : Math.min(LONGEST_MILLIS, FIRST_MILLIS << doublings);
        addresses.put(address, new Guesses(wrong, now + wait));
    }

    public void right(String address) {
        addresses.remove(address);
    }
}
