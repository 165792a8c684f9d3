package org.larmor.load.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.larmor.recon.ReconConfig;
import org.larmor.recon.ReconConfigFile;

/** Small files of every kind, and some that were made to do harm. */
final class FileSeeds {
    private FileSeeds() {}

    static List<byte[]> mrd() {
        return resources(
                "scans/usual.h5",
                "scans/gap.h5",
                "scans/no-header.h5",
                "scans/entity.h5",
                "scans/not-xml.h5",
                "scans/other-group.h5",
                "scans/spiral.h5",
                "scans/wrong-length.h5",
                "found/mrd-column-larger-than-row.h5");
    }

    static List<byte[]> fastMri() {
        return resources(
                "scans/fastmri-bare.h5",
                "scans/fastmri-multi.h5",
                "scans/fastmri-single.h5",
                "scans/hollow.h5",
                "scans/hollow-chunks.h5");
    }

    static List<byte[]> configurations() {
        return List.of(
                ReconConfigFile.write(ReconConfig.DEFAULT).getBytes(UTF_8),
                "scan:\n  method: sense\n".getBytes(UTF_8),
                "kafka: {properties: {security.protocol: SSL}}\n".getBytes(UTF_8),
                aliases().getBytes(UTF_8));
    }

    /** A billion laughs: eight lists of nine of the list before. */
    static String aliases() {
        StringBuilder yaml = new StringBuilder("a0: &a0 [ha]\n");
        for (int i = 1; i < 9; i++) {
            yaml.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(9)));
        }
        return yaml.toString();
    }

    static List<byte[]> models() {
        return Stream.concat(
                        resources(
                                "models/brain-small/model.yaml",
                                "models/heart-deformable/model.yaml",
                                "models/anomaly-brain/model.yaml")
                                .stream(),
                        Stream.of(aliases(), "kind: deformable\ndeformable: {ease: \"slow\\nslower\"}\n")
                                .map(text -> text.getBytes(UTF_8)))
                .toList();
    }

    static List<byte[]> arrays() {
        return List.of(
                array("<f4", "2, 3", 24),
                array("<c8", "1, 2, 2", 32),
                array("|u1", "4, 4", 16),
                array("<f8", "2, 2", 32),
                array("<f4", "4294967296, 4294967296", 0),
                array("<f4", "0, 3", 0));
    }

    /** A NumPy file of version 1.0. */
    static byte[] array(String type, String shape, int bytes) {
        String header = "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }".formatted(type, shape);
        ByteBuffer file = ByteBuffer.allocate(10 + header.length() + bytes).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        file.putShort((short) header.length()).put(header.getBytes(UTF_8));
        for (int i = 0; i < bytes; i++) {
            file.put((byte) i);
        }
        return file.array();
    }

    static List<byte[]> volumes() {
        return List.of(volume(3, 2, 16, 48), volume(2, 4, 4, 24), volume(32767, 32767, 2, 0));
    }

    static List<byte[]> zippedVolumes() {
        return volumes().stream().map(FileSeeds::zipped).toList();
    }

    /** A NIfTI-1 file of two slices. */
    static byte[] volume(int columns, int rows, int type, int bytes) {
        ByteBuffer file = ByteBuffer.allocate(352 + bytes).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0, 348);
        int[] dim = {3, columns, rows, 2, 1, 1, 1, 1};
        for (int i = 0; i < dim.length; i++) {
            file.putShort(40 + 2 * i, (short) dim[i]);
        }
        file.putShort(70, (short) type).putFloat(108, 352).putFloat(112, 1);
        for (int i = 0; i < bytes; i++) {
            file.put(352 + i, (byte) i);
        }
        return file.array();
    }

    static byte[] zipped(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static List<byte[]> pictures() {
        return List.of(
                picture(BufferedImage.TYPE_BYTE_GRAY),
                picture(BufferedImage.TYPE_USHORT_GRAY),
                picture(BufferedImage.TYPE_INT_ARGB),
                picture(BufferedImage.TYPE_BYTE_INDEXED),
                widePicture());
    }

    private static byte[] picture(int type) {
        BufferedImage image = new BufferedImage(4, 3, type);
        image.setRGB(1, 1, 0xff8040);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A PNG that says it is 60,000 pixels wide and as high. */
    static byte[] widePicture() {
        byte[] png = picture(BufferedImage.TYPE_BYTE_GRAY);
        ByteBuffer header = ByteBuffer.wrap(png);
        header.putInt(16, 60_000).putInt(20, 60_000);
        java.util.zip.CRC32 crc = new java.util.zip.CRC32();
        crc.update(png, 12, 17);
        header.putInt(29, (int) crc.getValue());
        return png;
    }

    private static List<byte[]> resources(String... names) {
        return Stream.of(names).map(FileSeeds::resource).toList();
    }

    static byte[] resource(String name) {
        try (InputStream in = Objects.requireNonNull(FileSeeds.class.getResourceAsStream("/fuzz/" + name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
