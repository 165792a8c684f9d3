package org.larmor.app.stack;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.larmor.recon.ConfigVariables;
import org.larmor.recon.ReconConfig;
import org.larmor.recon.ReconConfigFile;

/** What this process is configured to be: the environment's word, then a file's, then the defaults. Options go before all of them. */
public final class Configuration {
    private static final String BOOTSTRAP = ConfigVariables.PREFIX + "KAFKA_BOOTSTRAP";

    private Configuration() {}

    /**
     * Reads it, and says on standard error which variables look like keys and are none.
     *
     * @param file null for none
     */
    public static ReconConfig read(@Nullable Path file) {
        ReconConfig config = again(file);
        strangers(config, System.getenv().keySet())
                .forEach(name -> System.err.println("larmor: " + name + " is set and is nothing that Larmor knows"));
        return config;
    }

    /** The same while the program runs: what was said of the environment is not said again. */
    public static ReconConfig again(@Nullable Path file) {
        return ReconConfigFile.read(ReconConfig.DEFAULT.withZoo(Home.zoo().toString()), file, System.getenv());
    }

    static List<String> strangers(ReconConfig config, Set<String> environment) {
        Set<String> known = new HashSet<>(Variables.ALL.keySet());
        known.add(config.kafka().security().passwordVariable());
        return ConfigVariables.strangers(environment, known);
    }

    /** Whether a broker is named, by a file or by the environment. */
    public static boolean namesBroker(@Nullable Path file) {
        return file != null || System.getenv(BOOTSTRAP) != null;
    }
}
