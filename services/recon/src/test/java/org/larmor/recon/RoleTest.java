package org.larmor.recon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Set;
import org.junit.jupiter.api.Test;

class RoleTest {
    @Test
    void rolesAreNamedOneByOneOrAllTogether() {
        assertEquals(Set.of(Role.ANOMALY), Role.of("anomaly"));
        assertEquals(Set.of(Role.RECON, Role.ANOMALY), Role.of("recon, anomaly"));
        assertEquals(Set.of(Role.values()), Role.of("all"));
    }

    @Test
    void aRoleThatIsNoneIsRefusedWithThoseThereAre() {
        assertEquals(
                "role 'nurse' is none of recon, anomaly, all",
                assertThrows(IllegalArgumentException.class, () -> Role.of("recon,nurse"))
                        .getMessage());
    }
}
