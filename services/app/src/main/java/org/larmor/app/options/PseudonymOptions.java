package org.larmor.app.options;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.larmor.app.cli.BadInput;
import org.larmor.app.cli.Group;
import org.larmor.console.privacy.Pseudonyms;
import picocli.CommandLine.Option;

/** By which key studies and series get other names. */
@Group("Pseudonyms")
public final class PseudonymOptions {
    @Option(
            names = "--pseudonym-key",
            paramLabel = "FILE",
            description =
                    "key by which studies and series get other names; also LARMOR_PSEUDONYM_KEY; without one, names are"
                            + " new with every run",
            defaultValue = "${env:LARMOR_PSEUDONYM_KEY}")
    private @Nullable Path key;

    @Option(
            names = "--make-pseudonym-key",
            description = "makes that key where there is none, readable by its owner alone")
    private boolean makeKey;

    public Pseudonyms open() throws BadInput {
        if (key == null) {
            if (makeKey) {
                throw new BadInput("--make-pseudonym-key needs --pseudonym-key FILE");
            }
            return Pseudonyms.PASSING;
        }
        if (makeKey) {
            Pseudonyms.makeKey(key);
        }
        return Pseudonyms.keyed(key);
    }
}
