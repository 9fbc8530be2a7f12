package io.mockaws.junit;

import io.mockaws.AutoEndpoint;
import io.mockaws.MockAws;
import io.mockaws.MockAwsOptions;
import io.mockaws.MockClock;
import io.mockaws.sam.SamProject;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test of a class, or the test method that it stands on, an AWS of its own: every call
 * of either SDK that the test makes is answered from memory.
 *
 * <pre>{@code
 * @MockAwsTest
 * class CheckoutTest {
 *   @Test
 *   void a_paid_order_leaves_a_receipt(MockAws aws, S3Client s3) {
 *     aws.s3().bucket("receipts");
 *     new Checkout(s3).pay(order);
 *     assertEquals("total", aws.s3().bucket("receipts").text("42.json"));
 *   }
 * }
 * }</pre>
 *
 * <p>Methods and constructors may have a parameter of the type {@link MockAws} or of any client of
 * the AWS SDK for Java v2 or for Kotlin, and of {@link SamProject} where there is a {@link
 * #template}. It belongs to the test and is closed after it. A parameter with an annotation, such
 * as Mockito's {@code @Mock}, is left to whom that is for. What is asked for once for a class, in
 * {@code @BeforeAll} or in the constructor of a class with {@code Lifecycle.PER_CLASS}, belongs to
 * the class: {@code MockAws} is the world that tests get their copies of, and a client reaches the
 * mock of the test that uses it (with {@code intercept = false}: the world of the class).
 *
 * <p>The annotation nearest to a test holds, with all its members: on the method, on the class, on
 * a superclass, on the enclosing class. It can stand on an annotation of one's own. A failure is
 * reported with the calls of its mock, as a suppressed exception; a test fails as well when it left
 * {@link io.mockaws.MockAws#verifyStubs stubs} over.
 *
 * @see MockAwsFixture
 * @see MockAwsExtension#builder()
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(MockAwsExtension.class)
public @interface MockAwsTest {
  /** See {@link MockAwsOptions#region}. */
  String region() default "us-east-1";

  /** See {@link MockAwsOptions#accountId}. */
  String accountId() default "123456789012";

  /** See {@link MockAwsOptions#seed}. */
  long seed() default 0;

  /** See {@link MockAwsOptions#clock}. */
  MockClock clock() default MockClock.AUTO;

  /**
   * See {@link MockAwsOptions#startAt}: {@code "2026-01-01T00:00:00Z"}. Empty means the system's
   * time.
   */
  String startAt() default "";

  /** See {@link MockAwsOptions#strict}. */
  boolean strict() default false;

  /** See {@link MockAwsOptions#derived}. */
  boolean derived() default true;

  /** See {@link MockAwsOptions#lenient}. */
  boolean lenient() default false;

  /** See {@link MockAwsOptions#iam}. */
  boolean iam() default false;

  /** See {@link MockAwsOptions#intercept}. */
  boolean intercept() default true;

  /** See {@link MockAwsOptions#services}. */
  String[] services() default {};

  /**
   * See {@link MockAwsOptions#serverMode}: every mock has a server of its own on a free port, and
   * so every test has; {@link io.mockaws.MockAws#endpoint} tells where.
   */
  boolean serverMode() default false;

  /**
   * See {@link MockAwsOptions#serverPort}. The server has one state for all tests, so it needs
   * {@link Isolation#PER_CLASS}.
   */
  int serverPort() default 0;

  /** See {@link MockAwsOptions#autoEndpoint}. */
  AutoEndpoint autoEndpoint() default AutoEndpoint.FORCE;

  /**
   * A template of AWS SAM or CloudFormation that is deployed once, before {@link MockAwsFixture}
   * methods run: a path from the folder in which the tests run, as {@link MockAws#sam(String)}
   * takes it. Every test begins with what it makes, and may have a parameter of the type {@link
   * SamProject}. Empty means none.
   */
  String template() default "";

  /** Values of the template's parameters: {@code "Stage=test"}. */
  String[] templateParameters() default {};

  /** Who shares a mock. */
  Isolation isolation() default Isolation.PER_TEST;

  /**
   * Whether calls that no mock would answer fail from here on, instead of going to AWS. That is one
   * switch for the whole JVM and stays on when the test is over, for threads that outlive it: see
   * {@link io.mockaws.MockAws#forbidRealCalls}.
   */
  boolean forbidRealCalls() default true;
}
