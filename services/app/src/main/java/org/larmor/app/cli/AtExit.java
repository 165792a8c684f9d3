package org.larmor.app.cli;

/** Something that must come before the process ends, however it is told to end; closed where it is not needed any more. */
public final class AtExit implements AutoCloseable {
    private final Thread hook;

    private AtExit(Thread hook) {
        this.hook = hook;
    }

    /** @param action run once, beside others, if the process is told to end; quick */
    public static AtExit run(String name, Runnable action) {
        Thread hook = new Thread(action, name);
        Runtime.getRuntime().addShutdownHook(hook);
        return new AtExit(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending: it runs
        }
    }
}
