package org.larmor.app.stack;

import java.nio.file.Path;

/** Where Larmor's own folders are: what the launcher says, or the working folder. */
public final class Home {
    private Home() {}

    /** The folder of the checkout. */
    public static Path folder() {
        return Path.of(System.getProperty("larmor.home", ""));
    }

    /** The folder of the model packages. */
    public static Path zoo() {
        String named = System.getProperty("larmor.zoo", "");
        return named.isEmpty() ? folder().resolve("models/zoo") : Path.of(named);
    }
}
