package org.larmor.app.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.larmor.recon.ReconConfig;

class VariablesTest {
    private static final Pattern VARIABLE = Pattern.compile("LARMOR_[A-Z_]*[A-Z]");

    /** Who does as he is told must not hear that nobody knows of it. */
    @ParameterizedTest
    @ValueSource(
            strings = {"larmor", "services/app/src/main/resources/logback.xml", "docs/operations.md", "docs/security.md"
            })
    void whatIsReadOrDocumentedIsKnown(String file) throws IOException {
        Set<String> named = VARIABLE.matcher(Files.readString(Path.of("../..", file)))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(!named.isEmpty(), file);
        assertEquals(List.of(), Configuration.strangers(ReconConfig.DEFAULT, named));
    }
}
