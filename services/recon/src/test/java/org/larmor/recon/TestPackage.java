package org.larmor.recon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A model package of a tiny network in a folder of its own, written anew as often as a test likes. */
public final class TestPackage {
    private static final Path RESOURCES = Path.of("../../models/src/test/resources");

    private final Path folder;

    public TestPackage(Path zoo) throws IOException {
        this(zoo, "dilated");
    }

    public TestPackage(Path zoo, String name) throws IOException {
        this.folder = Files.createDirectories(zoo.resolve(name));
    }

    /** A sound network as this version. */
    public void write(String version) throws IOException {
        copy(RESOURCES.resolve("foreign/dilated"), version);
    }

    /** A network that answers four channels, with the right digest, as this version. */
    public void writeBroken(String version) throws IOException {
        copy(RESOURCES.resolve("foreign-broken/four-channels"), version);
    }

    /** A prior alone, as this version. */
    public void writePrior(String version) throws IOException {
        copy(RESOURCES.resolve("prior/wiener"), version);
    }

    private void copy(Path from, String version) throws IOException {
        Files.copy(from.resolve("network.pt"), folder.resolve("network.pt"), StandardCopyOption.REPLACE_EXISTING);
        String description = Files.readString(from.resolve("model.yaml"));
        Files.writeString(folder.resolve("model.yaml"), description.replace("'0.1'", "'" + version + "'"));
    }

    /** The network's file is cut short. */
    public void tear() throws IOException {
        Files.writeString(folder.resolve("network.pt"), "torn");
    }

    public void delete() throws IOException {
        Files.delete(folder.resolve("model.yaml"));
    }
}
