export * from '../../sdk-bridge/connect-chat.ts';
