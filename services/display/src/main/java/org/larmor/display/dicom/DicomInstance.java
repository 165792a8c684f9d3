package org.larmor.display.dicom;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;

/** A data set that can be stored: its SOP class and its own identifier, which never change for the same image of the same scan. */
public final class DicomInstance {
    static final String VERSION_NAME = "LARMOR";
    private static final int PREAMBLE_BYTES = 128;

    private final String sopClass;
    private final String uid;
    private final DataSet data;

    DicomInstance(String sopClass, String uid, DataSet data) {
        this.sopClass = sopClass;
        this.uid = uid;
        this.data = data;
    }

    /** The SOP class. */
    public String sopClass() {
        return sopClass;
    }

    /** The SOP instance. */
    public String uid() {
        return uid;
    }

    byte[] data(TransferSyntax syntax) {
        return data.encoded(syntax);
    }

    /** The bytes of a file (PS3.10, 7.1), explicit VR little-endian. */
    public byte[] file() {
        byte[] meta = new DataSet()
                .bytes(0x00020001, Vr.OB, new byte[] {0, 1})
                .text(0x00020002, Vr.UI, sopClass)
                .text(0x00020003, Vr.UI, uid)
                .text(0x00020010, Vr.UI, TransferSyntax.EXPLICIT.uid())
                .text(0x00020012, Vr.UI, Uid.IMPLEMENTATION)
                .text(0x00020013, Vr.SH, VERSION_NAME)
                .encoded(TransferSyntax.EXPLICIT);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[PREAMBLE_BYTES]);
        out.writeBytes("DICM".getBytes(US_ASCII));
        out.writeBytes(new DataSet().ulong(0x00020000, meta.length).encoded(TransferSyntax.EXPLICIT));
        out.writeBytes(meta);
        out.writeBytes(data(TransferSyntax.EXPLICIT));
        return out.toByteArray();
    }
}
