package org.larmor.recon;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a process does; several in one process share its device. */
public enum Role {
    /** From readouts to pictures. */
    RECON,
    /** From pictures to anomaly maps. */
    ANOMALY;

    /** As users write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Several with commas, or {@code all}.
     *
     * @throws IllegalArgumentException in one line if there is no such role
     */
    public static Set<Role> of(String labels) {
        if (labels.equals("all")) {
            return EnumSet.allOf(Role.class);
        }
        EnumSet<Role> roles = EnumSet.noneOf(Role.class);
        for (String label : labels.split(",", -1)) {
            roles.add(Arrays.stream(values())
                    .filter(role -> role.label().equals(label.strip()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("role '" + label + "' is none of "
                            + Arrays.stream(values()).map(Role::label).collect(Collectors.joining(", ")) + ", all")));
        }
        return roles;
    }
}
