package org.larmor.display.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.Vector3;
import org.larmor.display.hdf5.Hdf5File;
import org.larmor.display.hdf5.Hdf5Node;
import org.larmor.display.hdf5.Hdf5Node.Dataset;
import org.larmor.display.hdf5.Hdf5Node.Group;
import org.larmor.display.hdf5.Hdf5Node.Strings;
import org.larmor.display.hdf5.Hdf5Type;
import org.larmor.display.hdf5.Hdf5Type.Compound;
import org.larmor.display.hdf5.Hdf5Type.Compound.Member;
import org.larmor.display.hdf5.Hdf5Type.Float32;
import org.larmor.display.hdf5.Hdf5Type.Row;
import org.larmor.display.hdf5.Hdf5Type.Whole;
import org.larmor.display.picture.Window;
import org.larmor.display.series.Series;
import org.larmor.display.series.SeriesImage;

/**
 * MRD (ISMRMRD) files of images: a group {@code /dataset/image_N} a series, in it {@code header} (ISMRMRD 1.x image headers), {@code data}
 * (float32; image, channel, z, y, x) and {@code attributes} (MetaAttributes as XML), as libismrmrd lays them out.
 */
public final class MrdImageFile {
    private static final Hdf5Type U16 = new Whole(2, false);
    private static final Hdf5Type U32 = new Whole(4, false);
    private static final Hdf5Type VECTOR = new Row(new Float32(), 3);

    /** {@code ISMRMRD_ImageHeader}, member by member. */
    private static final Compound HEADER = new Compound(List.of(
            new Member("version", U16),
            new Member("data_type", U16),
            new Member("flags", new Whole(8, false)),
            new Member("measurement_uid", U32),
            new Member("matrix_size", new Row(U16, 3)),
            new Member("field_of_view", VECTOR),
            new Member("channels", U16),
            new Member("position", VECTOR),
            new Member("read_dir", VECTOR),
            new Member("phase_dir", VECTOR),
            new Member("slice_dir", VECTOR),
            new Member("patient_table_position", VECTOR),
            new Member("average", U16),
            new Member("slice", U16),
            new Member("contrast", U16),
            new Member("phase", U16),
            new Member("repetition", U16),
            new Member("set", U16),
            new Member("acquisition_time_stamp", U32),
            new Member("physiology_time_stamp", new Row(U32, 3)),
            new Member("image_type", U16),
            new Member("image_index", U16),
            new Member("image_series_index", U16),
            new Member("user_int", new Row(new Whole(4, true), 8)),
            new Member("user_float", new Row(new Float32(), 8)),
            new Member("attribute_string_len", U32)));

    private static final int VERSION = 1;
    private static final int FLOAT = 5;
    private static final int MAGNITUDE = 1;

    private MrdImageFile() {}

    /**
     * Writes the images, series by series, in the order of their indices.
     *
     * @throws IllegalArgumentException if images of one series differ in size
     */
    public static void write(Path path, List<SeriesImage> images) throws IOException {
        SortedMap<Series, List<SeriesImage>> series = new TreeMap<>();
        images.stream().sorted((a, b) -> a.index().compareTo(b.index())).forEach(image -> series.computeIfAbsent(
                        image.series(), s -> new ArrayList<>())
                .add(image));
        Map<String, Hdf5Node> groups = new LinkedHashMap<>();
        series.forEach((kind, members) -> groups.put("image_" + kind.number(), group(path, members)));
        WholeFile.write(path, out -> Hdf5File.write(out, new Group(Map.of("dataset", new Group(groups)))));
    }

    private static Group group(Path path, List<SeriesImage> images) {
        RealImage first = images.get(0).pixels();
        List<String> attributes = images.stream().map(MrdImageFile::attributes).toList();
        ByteBuffer headers = ByteBuffer.allocate(HEADER.size() * images.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < images.size(); i++) {
            SeriesImage image = images.get(i);
            if (image.pixels().rows() != first.rows() || image.pixels().columns() != first.columns()) {
                throw new IllegalArgumentException(
                        path + ": image " + image.name() + " differs in size from the first of its series");
            }
            putHeader(headers, image, i, attributes.get(i).length());
        }
        List<Integer> shape = List.of(images.size(), 1, 1, first.rows(), first.columns());
        Map<String, Hdf5Node> children = new LinkedHashMap<>();
        children.put("header", new Dataset(HEADER, List.of(images.size()), out -> out.write(headers.array())));
        children.put("data", new Dataset(new Float32(), shape, out -> putPixels(images, out)));
        children.put("attributes", new Strings(attributes));
        return new Group(children);
    }

    private static void putPixels(List<SeriesImage> images, OutputStream out) throws IOException {
        for (SeriesImage image : images) {
            NpyFile.writeLittleEndian(image.pixels().data(), out);
        }
    }

    private static void putHeader(ByteBuffer to, SeriesImage image, int number, int attributeLength) {
        Geometry geometry = image.geometry();
        ImageIndex index = image.index();
        shorts(to, VERSION, FLOAT);
        to.putLong(0).putInt(0);
        shorts(to, image.pixels().columns(), image.pixels().rows(), 1);
        vector(to, geometry.fieldOfViewMm());
        shorts(to, 1);
        vector(to, geometry.placement().position());
        vector(to, geometry.placement().read());
        vector(to, geometry.placement().phase());
        vector(to, geometry.placement().slice());
        vector(to, Vector3.ZERO);
        shorts(to, 0, index.slice(), index.contrast(), index.phase(), index.repetition(), 0);
        to.putInt(0).putInt(0).putInt(0).putInt(0);
        shorts(to, MAGNITUDE, number + 1, image.series().number());
        to.put(new byte[8 * Integer.BYTES + 8 * Float.BYTES]).putInt(attributeLength);
    }

    private static void shorts(ByteBuffer to, int... values) {
        for (int value : values) {
            to.putShort((short) value);
        }
    }

    private static void vector(ByteBuffer to, Vector3 v) {
        to.putFloat(v.x()).putFloat(v.y()).putFloat(v.z());
    }

    /** MetaAttributes, by the names that clients of Gadgetron and FIRE look for, and Larmor's own. */
    private static String attributes(SeriesImage image) {
        Window window = Window.robust(List.of(image.pixels()));
        var provenance = image.provenance();
        MetaXml meta = new MetaXml()
                .add("DataRole", "Image", "Derived")
                .add("ImageProcessingHistory", "Larmor", provenance.method())
                .add("SeriesDescription", image.series().description())
                .add("ImageComments", SeriesImage.WARNING + " " + image.derivation())
                .add("WindowCenter", window.high() / 2)
                .add("WindowWidth", window.high())
                .add("larmor_scan", image.scanId())
                .add("larmor_study", image.studyId())
                .add("larmor_method", provenance.method())
                .add("larmor_model", provenance.model())
                .add("larmor_model_version", provenance.modelVersion())
                .add("larmor_model_digest", provenance.modelDigest())
                .add("larmor_seed", provenance.seed())
                .add("larmor_kspace_share", image.kspaceShare());
        if (image.predictedNrmse() != null) {
            meta.add("larmor_predicted_nrmse", image.predictedNrmse());
        }
        return meta.toString();
    }
}
