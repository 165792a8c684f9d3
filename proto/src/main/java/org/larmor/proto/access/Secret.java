package org.larmor.proto.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Secrets, from where they lie: never from a configuration or a command line, which others can read. */
public final class Secret {
    private static final int LONGEST = 64 << 10;

    private Secret() {}

    /**
     * The first line of a file.
     *
     * @param key of the configuration that names it, for the message
     * @throws IllegalArgumentException if there is none, in one line
     */
    public static String inFile(String key, String file) {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > LONGEST) {
                throw new IllegalArgumentException(key + ": " + file + " is too long for a secret");
            }
            String secret = Files.readString(path).lines().findFirst().orElse("");
            if (secret.isEmpty()) {
                throw new IllegalArgumentException(key + ": " + file + " is empty");
            }
            return secret;
        } catch (IOException e) {
            throw new IllegalArgumentException(key + ": " + file + " cannot be read", e);
        }
    }

    static String inVariable(String key, String variable, UnaryOperator<@Nullable String> environment) {
        String secret = environment.apply(variable);
        if (secret == null || secret.isEmpty()) {
            throw new IllegalArgumentException(key + ": the environment has no " + variable);
        }
        return secret;
    }
}
