package org.larmor.display.access;

/** Somebody whom the page knows. */
public record Account(String name, Role role) {
    /** What somebody may do at the page; who may do more may do less as well. */
    public enum Role {
        /** Looks at scans and their pictures. */
        VIEWER,
        /** Also does what touches others. */
        OPERATOR;

        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        /** @throws IllegalArgumentException if there is no such role */
        public static Role of(String label) {
            for (Role role : values()) {
                if (role.label().equals(label)) {
                    return role;
                }
            }
            throw new IllegalArgumentException("role '" + label + "' is neither viewer nor operator");
        }
    }

    /** Whoever looks at a page without a login. */
    public static final Account NOBODY_IN_PARTICULAR = new Account("", Role.OPERATOR);

    public Account {
        if (!name.matches("[^\\p{Cntrl}]{0,128}")) {
            throw new IllegalArgumentException("a name has at most 128 characters that can be seen");
        }
    }

    public boolean may(Role needed) {
        return role.compareTo(needed) >= 0;
    }
}
