package io.mockaws.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a static method that makes the world in which the tests of its class begin. It runs once,
 * before {@code @BeforeAll} methods; every test then gets a copy, which costs no more for a full
 * world than for an empty one. For a test method with a {@link MockAwsTest} of its own it runs once
 * more.
 *
 * <p>Its parameters are those that a test may have: {@link io.mockaws.MockAws} and SDK clients. A
 * method of a superclass runs before those of its subclasses, one of an enclosing class before
 * those of its nested ones.
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface MockAwsFixture {}
