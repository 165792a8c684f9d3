package org.larmor.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import com.google.protobuf.ByteString;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** What a module keeps to itself is not in the signatures that other modules call. */
class SignatureRulesTest {
    @Test
    void nobodyCallsModelsThroughTensors() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.larmor.models..")
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("org.larmor.models..")
                        .and(OpenSignatures.mentioning("ai.djl")))
                .check(Product.CLASSES);
    }

    @Test
    void nobodyCallsCodecsThroughWireClasses() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.larmor.proto..")
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("org.larmor.proto..")
                        .and(OpenSignatures.mentioning("org.larmor.proto.v1")))
                .check(Product.CLASSES);
    }

    @Test
    void seesWhatASignatureMentions() {
        assertTrue(mentions(Leaky.class, "ai.djl"), "a parameter");
        assertTrue(mentions(Leaky.class, "com.google.protobuf"), "an array returned");
        assertFalse(mentions(Tight.class, "ai.djl"), "a private method");
    }

    private static boolean mentions(Class<?> type, String prefix) {
        return OpenSignatures.mentioning(prefix).test(new ClassFileImporter().importClass(type));
    }

    private static final class Leaky {
        public void take(NDArray tensor) {
            assertTrue(tensor.isScalar());
        }

        public ByteString[] give() {
            return new ByteString[0];
        }
    }

    private static final class Tight {
        public long count(long of) {
            return of;
        }

        private static long size(NDArray tensor) {
            return tensor.size();
        }

        long both(NDArray tensor) {
            return count(size(tensor));
        }
    }
}
