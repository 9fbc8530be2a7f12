package io.mockaws.samples.quickstart;

public final class QuickstartJava {
  private QuickstartJava() {}

  public static void main(String[] args) {
    System.out.println("Hello from Java");
  }
}
