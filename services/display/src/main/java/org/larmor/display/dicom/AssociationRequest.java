package org.larmor.display.dicom;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What we ask a node for, and how its answer is read (PS3.8, 9.3.2 to 9.3.4): one context a transfer syntax. */
final class AssociationRequest {
    private static final int FIXED_BYTES = 68;
    private static final int APPLICATION_CONTEXT = 0x10;
    private static final int PROPOSED_CONTEXT = 0x20;
    private static final int ANSWERED_CONTEXT = 0x21;
    private static final int ABSTRACT_SYNTAX = 0x30;
    private static final int TRANSFER_SYNTAX = 0x40;
    private static final int USER_INFORMATION = 0x50;
    private static final int MAXIMUM_LENGTH = 0x51;
    private static final int IMPLEMENTATION_UID = 0x52;
    private static final int IMPLEMENTATION_NAME = 0x55;

    private AssociationRequest() {}

    static Pdu unit(String called, String calling, String sopClass) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(new byte[] {0, 1, 0, 0});
        body.writeBytes(title(called));
        body.writeBytes(title(calling));
        body.writeBytes(new byte[32]);
        body.writeBytes(Pdu.item(APPLICATION_CONTEXT, Uid.APPLICATION_CONTEXT));
        for (TransferSyntax syntax : TransferSyntax.values()) {
            body.writeBytes(Pdu.item(
                    PROPOSED_CONTEXT,
                    new byte[] {(byte) contextId(syntax), 0, 0, 0},
                    Pdu.item(ABSTRACT_SYNTAX, sopClass),
                    Pdu.item(TRANSFER_SYNTAX, syntax.uid())));
        }
        body.writeBytes(Pdu.item(
                USER_INFORMATION,
                Pdu.item(
                        MAXIMUM_LENGTH,
                        ByteBuffer.allocate(4).putInt(Pdu.LONGEST).array()),
                Pdu.item(IMPLEMENTATION_UID, Uid.IMPLEMENTATION),
                Pdu.item(IMPLEMENTATION_NAME, DicomInstance.VERSION_NAME)));
        return new Pdu(Pdu.ASSOCIATE_RQ, body.toByteArray());
    }

    /** Odd, as the standard has it. */
    static int contextId(TransferSyntax syntax) {
        return 2 * syntax.ordinal() + 1;
    }

    private static byte[] title(String text) {
        return String.format("%-16s", text).getBytes(US_ASCII);
    }

    /**
     * What the node grants.
     *
     * @param syntax the first of ours that it takes, or null if it takes none
     * @param longest body of a data unit, 0 where it has no limit
     */
    record Grant(@Nullable TransferSyntax syntax, int longest) {}

    /** @throws IOException if the answer cannot be read */
    static Grant grant(Pdu answer) throws IOException {
        if (answer.body().length < FIXED_BYTES) {
            throw new IOException("the node's answer ends within its head");
        }
        boolean[] granted = new boolean[TransferSyntax.values().length];
        int[] longest = {0};
        ByteBuffer items = ByteBuffer.wrap(answer.body()).position(FIXED_BYTES);
        Pdu.forEachItem(items, (item, type) -> {
            if (type == ANSWERED_CONTEXT && item.remaining() >= 4) {
                int number = (item.get(0) & 0xff) / 2;
                granted[number % granted.length] |= item.get(2) == 0;
            } else if (type == USER_INFORMATION && item.remaining() >= 8 && item.get(0) == MAXIMUM_LENGTH) {
                longest[0] = item.getInt(4);
            }
        });
        for (TransferSyntax syntax : TransferSyntax.values()) {
            if (granted[syntax.ordinal()]) {
                return new Grant(syntax, longest[0]);
            }
        }
        return new Grant(null, longest[0]);
    }

    /** Whether a refusal (A-ASSOCIATE-RJ) is for good; else the node asks to try later. */
    static boolean isForGood(Pdu refusal) {
        return refusal.body().length < 4 || refusal.body()[1] != 2;
    }

    /** Why a node refused us. */
    static String reason(Pdu refusal) {
        byte[] body = refusal.body();
        int source = body.length < 4 ? 0 : body[2];
        int reason = body.length < 4 ? 0 : body[3];
        String why =
                switch (source * 16 + reason) {
                    case 0x12 -> "it does not know our application context";
                    case 0x13 -> "it does not know our title (--aet)";
                    case 0x17 -> "its title is another one";
                    case 0x31 -> "it is congested";
                    case 0x32 -> "it has reached its limit of associations";
                    default -> "source " + source + ", reason " + reason;
                };
        return "it refuses the association: " + why;
    }
}
