package org.larmor.display.dicom;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Elements in the order of their tags (PS3.5, 7). A tag is {@code 0xGGGGEEEE}. */
final class DataSet {
    private static final int ITEM = 0xfffee000;

    private sealed interface Element {
        Vr vr();

        record Value(Vr vr, byte[] bytes) implements Element {}

        record Items(List<DataSet> items) implements Element {
            @Override
            public Vr vr() {
                return Vr.SQ;
            }
        }
    }

    private final Map<Integer, Element> elements = new TreeMap<>(Integer::compareUnsigned);

    /**
     * Puts texts; none, or an empty one, is an empty value.
     *
     * @throws IllegalArgumentException if one is longer than its representation allows or holds what would part it in two
     */
    DataSet text(int tag, Vr vr, String... values) {
        for (String value : values) {
            if (value.codePointCount(0, value.length()) > vr.longest() || !vr.isOneText() && value.indexOf('\\') >= 0) {
                throw new IllegalArgumentException(
                        String.format("(%04X,%04X) %s does not take '%s'", tag >>> 16, tag & 0xffff, vr, value));
            }
        }
        return bytes(tag, vr, String.join("\\", values).getBytes(UTF_8));
    }

    /** Puts decimal strings, as exact as 16 characters are. */
    DataSet decimals(int tag, double... values) {
        return text(tag, Vr.DS, Arrays.stream(values).mapToObj(DataSet::decimal).toArray(String[]::new));
    }

    /** Puts integer strings. */
    DataSet integers(int tag, int... values) {
        return text(
                tag, Vr.IS, Arrays.stream(values).mapToObj(Integer::toString).toArray(String[]::new));
    }

    /** Puts one unsigned number of 16 bits. */
    DataSet ushort(int tag, int value) {
        return bytes(tag, Vr.US, little(2).putShort((short) value).array());
    }

    /** Puts one unsigned number of 32 bits. */
    DataSet ulong(int tag, int value) {
        return bytes(tag, Vr.UL, little(4).putInt(value).array());
    }

    /** Puts one binary number of 64 bits. */
    DataSet real(int tag, double value) {
        return bytes(tag, Vr.FD, little(8).putDouble(value).array());
    }

    DataSet bytes(int tag, Vr vr, byte[] value) {
        elements.put(tag, new Element.Value(vr, value));
        return this;
    }

    DataSet sequence(int tag, DataSet... items) {
        elements.put(tag, new Element.Items(List.of(items)));
        return this;
    }

    byte[] encoded(TransferSyntax syntax) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        elements.forEach((tag, element) -> {
            byte[] value = padded(element, syntax);
            out.writeBytes(header(tag, element.vr(), value.length, syntax));
            out.writeBytes(value);
        });
        return out.toByteArray();
    }

    private static byte[] padded(Element element, TransferSyntax syntax) {
        return switch (element) {
            case Element.Value value -> {
                byte[] bytes = value.bytes();
                byte[] even = Arrays.copyOf(bytes, bytes.length + bytes.length % 2);
                if (even.length > bytes.length) {
                    even[bytes.length] = value.vr().padding();
                }
                yield even;
            }
            case Element.Items items -> {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                for (DataSet item : items.items()) {
                    byte[] bytes = item.encoded(syntax);
                    out.writeBytes(tagged(8, ITEM).putInt(bytes.length).array());
                    out.writeBytes(bytes);
                }
                yield out.toByteArray();
            }
        };
    }

    private static byte[] header(int tag, Vr vr, int length, TransferSyntax syntax) {
        if (syntax == TransferSyntax.IMPLICIT) {
            return tagged(8, tag).putInt(length).array();
        }
        byte[] name = vr.name().getBytes(UTF_8);
        if (vr.isLong()) {
            return tagged(12, tag).put(name).putShort((short) 0).putInt(length).array();
        }
        if (length > 0xffff) {
            throw new IllegalArgumentException(String.format("(%08X) of %d bytes is too long for %s", tag, length, vr));
        }
        return tagged(8, tag).put(name).putShort((short) length).array();
    }

    private static ByteBuffer tagged(int bytes, int tag) {
        return little(bytes).putShort((short) (tag >>> 16)).putShort((short) tag);
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A number in at most 16 characters, the nearest there is; without an exponent where it fits. */
    static String decimal(double value) {
        for (int digits = 16; ; digits--) {
            BigDecimal rounded =
                    new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
            for (String text : List.of(rounded.toPlainString(), rounded.toString())) {
                if (text.length() <= Vr.DS.longest()) {
                    return text;
                }
            }
        }
    }
}
