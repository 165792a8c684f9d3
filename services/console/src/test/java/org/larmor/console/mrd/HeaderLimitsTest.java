package org.larmor.console.mrd;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.larmor.console.ConsoleException;

/** Headers that ask for more than there is. */
class HeaderLimitsTest {
    private static final String HEADER =
            "<ismrmrdHeader><encoding><encodedSpace><matrixSize><x>SIZE</x><y>1</y></matrixSize>"
                    + "</encodedSpace></encoding></ismrmrdHeader>";

    @ParameterizedTest
    @ValueSource(strings = {"2147483648", "1e300", "NaN", "-2147483649", "0.5"})
    void aMatrixThatIsNoIntegerIsRefused(String size) {
        ConsoleException e =
                assertThrows(ConsoleException.class, () -> new HeaderReader(HEADER.replace("SIZE", size)).encoded());
        assertTrue(String.valueOf(e.getMessage()).contains("matrixSize/x is a whole number"), e.getMessage());
    }

    @Test
    @Timeout(10)
    void entitiesAreRefusedBeforeTheyUnfold() {
        String bomb = "<!DOCTYPE h [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>"
                + HEADER.replace("SIZE", "&b;");
        ConsoleException e = assertThrows(ConsoleException.class, () -> new HeaderReader(bomb));
        assertTrue(String.valueOf(e.getMessage()).contains("DOCTYPE"), e.getMessage());
    }
}
