package org.larmor.console.file;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.filter.FilterManager;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.larmor.console.ConsoleException;

/** An open HDF5 file. Whatever is wrong with it becomes a {@link ConsoleException} that names it. */
final class Hdf5 implements AutoCloseable {
    static {
        FilterManager.addFilter(new BoundedInflater(BoundedInflater.MOST));
    }

    private final Path path;
    private final HdfFile file;

    private Hdf5(Path path, HdfFile file) {
        this.path = path;
        this.file = file;
    }

    static Hdf5 open(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new ConsoleException(path + ": there is no such file");
        }
        try {
            return whole(path, file(path));
        } catch (ConsoleException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new ConsoleException(path + ": not an HDF5 file, or a broken one (" + e.getMessage() + ")", e);
        }
    }

    /** Mapped as a whole where Java can: then every length that the file states is checked before that much is allocated. */
    private static HdfFile file(Path path) throws IOException {
        long bytes = Files.size(path);
        if (bytes > Integer.MAX_VALUE) {
            return new HdfFile(path);
        }
        try (FileChannel channel = FileChannel.open(path)) {
            return HdfFile.fromByteBuffer(channel.map(FileChannel.MapMode.READ_ONLY, 0, bytes));
        }
    }

    /** Refuses a file that ends before the place that its first block names: jhdf reads on where data are missing. */
    private static Hdf5 whole(Path path, HdfFile file) {
        long announced = file.getHdfBackingStorage().getSuperblock().getEndOfFileAddress();
        long there = path.toFile().length();
        if (there >= announced) {
            return new Hdf5(path, file);
        }
        file.close();
        throw new ConsoleException(path + ": it is cut short: " + there + " bytes of " + announced);
    }

    Path path() {
        return path;
    }

    ConsoleException failure(String reason) {
        return new ConsoleException(path, reason, null);
    }

    /** The data set of that name in the root, or null. */
    @Nullable
    Dataset find(String name) {
        return reading("its list of contents", () -> dataset(file, name));
    }

    /** The first group that holds an {@code xml} or {@code data} of an MRD scan, "dataset" before others; or null. */
    @Nullable
    Group mrdGroup() {
        return reading("its list of contents", () -> {
            Node usual = file.getChildren().get("dataset");
            if (usual instanceof Group group) {
                return group;
            }
            for (Node node : file.getChildren().values()) {
                if (node instanceof Group group && (dataset(group, "xml") != null || dataset(group, "data") != null)) {
                    return group;
                }
            }
            return null;
        });
    }

    /** The data set of that name, or null; refused where it announces more than the file can unfold into. */
    @Nullable
    Dataset dataset(Group group, String name) {
        if (!(group.getChildren().get(name) instanceof Dataset dataset)) {
            return null;
        }
        if (!HdfTypes.areConsistent(dataset.getDataType())) {
            throw failure(dataset.getPath() + " has columns that are larger than its rows");
        }
        double bytes = dataset.getDataType().getSize();
        for (long size : dataset.getDimensionsAsLong()) {
            bytes *= size;
        }
        if (bytes > (double) BoundedInflater.UNFOLDS * path.toFile().length()) {
            throw failure(dataset.getPath() + " announces " + String.format(Locale.ROOT, "%,.0f", bytes / (1 << 20))
                    + " MiB, more than the file can hold");
        }
        return dataset;
    }

    /** The text of an attribute of the file, or empty. */
    String attribute(String name) {
        return reading("attribute " + name, () -> {
            var attribute = file.getAttribute(name);
            return attribute == null ? "" : String.valueOf(attribute.getData());
        });
    }

    /** The one string that a data set holds. */
    String text(Dataset dataset) {
        Object data = reading(dataset.getPath(), dataset::getData);
        if (data instanceof Object[] several && several.length > 0) {
            data = several[0];
        }
        return data instanceof byte[] bytes
                ? new String(bytes, java.nio.charset.StandardCharsets.UTF_8)
                : String.valueOf(data);
    }

    /** Some rows of a compound data set, column by column. */
    Columns rows(Dataset dataset, long[] offset, int[] shape) {
        Object data = reading(dataset.getPath(), () -> dataset.getData(offset, shape));
        if (data instanceof Map<?, ?> columns) {
            return new Columns(columns, this);
        }
        throw failure(dataset.getPath() + " is not a table of named columns");
    }

    /** Does something with the file; jhdf says in many ways that a file is broken. */
    <T extends @Nullable Object> T reading(String what, Supplier<T> action) {
        try {
            return action.get();
        } catch (ConsoleException e) {
            throw e;
        } catch (OutOfMemoryError | StackOverflowError e) {
            throw new ConsoleException(path + ": " + what + " asks for more memory than there is", e);
        } catch (RuntimeException e) {
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new ConsoleException(path, what + " cannot be read, is the file cut short? (" + why + ")", e);
        }
    }

    /** Name of the scan in this file: the beginning of the file's SHA-256. Not its name, in which a patient's may be. */
    String scanId() {
        return "scan-" + digest().substring(0, 12);
    }

    private String digest() {
        try (InputStream in = Files.newInputStream(path)) {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sha.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (IOException e) {
            throw new ConsoleException(path + ": cannot be read: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
